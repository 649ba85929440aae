"""The answer in words (*svaret*): who pays more and less, and what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.records import by_payer
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.compare.records import Comparison


def answer(comparison: Comparison, first: str = "") -> Iterator[Text]:
    """What a council reads first: what is not known or unsure, each payer, and the sum.

    ``first`` is the slug of the payer that it is seen from.
    """
    yield from not_known(comparison)
    for each in comparison.reservations:
        yield each.text
        yield from each.reasons
    payers = by_payer(comparison, first)
    for payer in payers:
        if payer.difference > 0:
            yield Text(
                "{payer} betaler {amount} kr mer.",
                payer=payer.name,
                amount=payer.difference,
            )
        elif payer.difference < 0:
            yield Text(
                "{payer} betaler {amount} kr mindre.",
                payer=payer.name,
                amount=-payer.difference,
            )
        else:
            yield Text(
                "{payer} betaler det samme i alt, men fordelt på andre samarbeid eller"
                " år.",
                payer=payer.name,
            )
    if not payers and not comparison.lacking and not comparison.untried:
        yield Text("Ingen betaler mer eller mindre.")
    yield from (each.text for each in comparison.untried)
    yield from _sum(comparison)


def not_known(comparison: Comparison) -> Iterator[Text]:
    """The years that are in no sum, each with why: it is read before the sums."""
    for of in comparison.lacking:
        if of.is_closed:
            text = Text(
                "{cooperation} {year} er avsluttet og står som det ble fastsatt."
                " Korreksjonen av det er ikke kjent, og er ikke med i summene: året kan"
                " ikke fordeles i begge.",
                cooperation=of.title,
                year=of.year,
            )
        else:
            text = Text(
                "{cooperation} {year} kan ikke fordeles i begge, og er ikke med i"
                " summene.",
                cooperation=of.title,
                year=of.year,
            )
        yield text
        yield from of.reasons


def _sum(comparison: Comparison) -> Iterator[Text]:
    """Whether only the split is another, and what it comes to where it is not."""
    if not any(effect.difference for effect in comparison.effects):
        return
    difference = comparison.difference
    if comparison.is_split_only and not difference:
        yield Text(
            "Summen av endringene er {amount} kr: det som skal dekkes er det samme, og"
            " bare delingen er en annen.",
            amount=difference,
        )
    elif difference > 0:
        yield Text("Til sammen betaler de {amount} kr mer.", amount=difference)
    elif difference < 0:
        yield Text("Til sammen betaler de {amount} kr mindre.", amount=-difference)
    else:
        yield Text("Til sammen betaler de det samme.")


def how(comparison: Comparison) -> Iterator[Text]:
    """How the figures came about, for whoever doubts them."""
    yield Text(
        "Alt er fordelt to ganger: i {before}, og med det som prøves. Før, etter og"
        " endring er lest av de to fordelingene, på øret. Det er prøvd på {what}."
        " Ingenting er skrevet i bøkene.",
        before=comparison.before,
        what=comparison.tried_on,
    )
    if len(comparison.changes) > 1:
        yield Text(
            "Hver endring er også prøvd alene. Samspillet er endringen med alle sammen"
            " minus summen av hver for seg."
        )
    yield from comparison.notes
