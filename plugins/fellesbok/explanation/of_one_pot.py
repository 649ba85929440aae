"""What one key shares, for one payer: a pot, or the account of a year of service."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import key_title
from fellesbok.explanation.key import Row
from fellesbok.explanation.key import figures_used
from fellesbok.explanation.key import key_rows
from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.sharing.service_accounts import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.shared_pots import PotResult


def pot_title(result: YearResult, pot: PotResult, *, several: bool) -> Text:
    """The key's name; where there are several, what each of them is for."""
    key, code = key_title(pot.pot.key), pot.pot.cost_centre
    if not several:
        return Text("Fordelingsnøkkel: {key}", key=key)
    if not pot.pot.key.is_linear:
        return Text(
            "Fordelingsnøkkel: {key} (året {year}{centre})",
            key=key,
            year=pot.pot.year,
            centre=Text(", ansvar {code}", code=code) if code else "",
        )
    version = result.cooperation.versions[pot.pot.version]
    # What comes late of another year is shared by the terms of that year.
    first = max(version.first_day, date(pot.pot.year, 1, 1))
    last = min(version.last_day, date(pot.pot.year, 12, 31))
    return Text(
        "Fordelingsnøkkel: {key} ({first}–{last}{centre})",
        key=key,
        first=first,
        last=last,
        centre=Text(", ansvar {code}", code=code) if code else "",
    )


def pot_rows(
    agreement: Agreement, result: YearResult, pot: PotResult, payer: Payer
) -> Iterator[Row]:
    """The key's steps on what is shared in one pot, and the figures it used."""
    evaluation = pot.evaluation
    entitled = pot.entitlements_ore.get(payer.slug, Fraction(0))
    yield Row(Text("Å fordele"), pot.shared_ore)
    if not pot.pot.key.is_linear:
        yield from _account_rows(agreement, result, pot, payer)
    elif payer.slug in evaluation.entitlements_ore:
        yield from key_rows(evaluation, payer.slug, agreement)
    if pot.shared_ore and pot.pot.key.shares_cost and pot.pot.key.is_linear:
        share = entitled / pot.shared_ore
        label = Text(
            "Andel {share}, {percent} %",
            share=str(share),
            percent=percent_of(share),
        )
        yield Row(label, entitled, total=True)
    else:
        yield Row(Text("Til sammen"), entitled, total=True)
    for text in dict.fromkeys(figures_used(evaluation, agreement)):
        yield Row(text)


def _account_rows(
    agreement: Agreement, result: YearResult, pot: PotResult, payer: Payer
) -> Iterator[Row]:
    """The running account of a key that is not linear: all of the year of service.

    What was borne of it before comes off: in earlier years, and, told but not taken
    off, in the earlier periods of this one.
    """
    before = pot.borne_before_ore.get(payer.slug, Fraction(0))
    new = sum((amount for _, amount in pot.nets), Fraction(0))
    earlier = pot.evaluation.amount_ore - new
    if pot.refused is not None:
        yield Row(
            Text("Minimum og tak kan ikke holdes samtidig: ikke fordelt"),
            pot.unplaced_ore,
        )
        return
    if earlier or before:
        label = Text("Fra før på kontoen for {year}", year=pot.pot.year)
        yield Row(label, earlier)
        label = Text("Årets kostnad for {year} i alt", year=pot.pot.year)
        yield Row(label, pot.evaluation.amount_ore)
    yield from key_rows(pot.evaluation, payer.slug, agreement)
    if earlier or before:
        yield Row(Text("Båret av dette i tidligere regnskapsår"), -before)
    used = _borne_earlier(result, pot, payer)
    if used:
        yield Row(Text("Av dette brukt tidligere i året"), used)


def _borne_earlier(result: YearResult, pot: PotResult, payer: Payer) -> Fraction:
    """What a payer had borne of an account when the last period of the year began."""
    if len(result.periods) < 2:  # noqa: PLR2004 -- the last and one before it
        return Fraction(0)
    cooperation = result.cooperation
    account = Account.of(pot.pot, cooperation)
    return sum(
        (
            other.entitlements_ore.get(payer.slug, Fraction(0))
            for other in result.periods[-2].pots
            if not other.pot.key.is_linear
            and Account.of(other.pot, cooperation) == account
        ),
        Fraction(0),
    )
