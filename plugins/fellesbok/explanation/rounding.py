"""The last step of a share: the øre that are left when all is rounded down."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.explanation.key import Row
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Payer
    from fellesbok.agreement.apportion import Apportionment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult


def rounding_rows(
    shared: Shared, result: YearResult, last: PeriodResult, payer: Payer
) -> Iterator[Row]:
    """Who got the øre that were left when all had been rounded down.

    Who reads as one payer sees its own fraction and its place among all, and of the
    others what the agreement lets it see.
    """
    yield from rounded_rows(shared, result, last.apportionment, payer)


def rounded_rows(
    shared: Shared, result: YearResult | Plan, given: Apportionment, payer: Payer
) -> Iterator[Row]:
    """The same of any amounts of a cooperation's year."""
    exact = given.entitlements_ore
    left = sum(given.amounts_ore.values()) - sum(floor(e) for e in exact.values())
    if not left and all(e.denominator == 1 for e in exact.values()):
        yield Row(Text("Alle beløp er hele øre; ingenting å avrunde."))
        return
    if not left:
        yield Row(
            Text(
                "Alle rundes ned til hele øre: brøkdelene er til sammen ikke en hel"
                " øre."
            )
        )
        return
    yield Row(
        Text(
            "Alle rundes ned til hele øre. {left} øre er igjen, og går til dem med"
            " størst brøkdel:",
            left=left,
        )
    )
    order = sorted(exact, key=lambda s: -(exact[s] % 1))
    for place, slug in enumerate(order, 1):
        if not shared.may_see(result.cooperation, slug):
            continue
        mark = Text("+1 øre") if slug in given.raised else Text("–")
        label = Text(
            "{pointer} {payer}: {fraction} øre → {mark}",
            pointer="▸" if slug == payer.slug else "·",
            payer=shared.agreement.payer(slug).name,
            fraction=exact[slug] % 1,
            mark=mark,
        )
        yield Row(label, Fraction(given.amounts_ore[slug]))
        if not shared.sees_all(result.cooperation):
            yield Row(
                Text(
                    "brøkdelen er nummer {place} av {count}",
                    place=place,
                    count=len(order),
                ),
                depth=1,
            )
    if given.tied:
        yield Row(tie_rule(result))


def tie_rule(result: YearResult | Plan) -> Text:
    """How equal fractions were told apart."""
    return Text(
        "Like brøkdeler: først den som til nå er belastet minst mot sin rett, så"
        " loddtrekning med SHA-256 av «{draw}|kommune».",
        draw=f"{result.cooperation.slug}|{result.year}",
    )
