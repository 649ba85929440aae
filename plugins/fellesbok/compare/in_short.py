"""What a proposal does in short (*kort sagt*): how many pay more and less, and most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.records import by_payer
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from fellesbok.compare.records import Comparison


UNSURE = Text("Bøkene har feil, og tallene kan mangle noe.")
"""What a reader is told who may not be told which."""


def effect_in_short(comparison: Comparison) -> InShort | None:
    """How many pay more and how many less; nothing where it cannot be said."""
    payers = by_payer(comparison)
    if (comparison.lacking or comparison.untried) and not payers:
        return None
    more = [p for p in payers if p.difference > 0]
    less = [p for p in payers if p.difference < 0]
    told: str = Text(
        "{more} betaler mer, og {less} betaler mindre.",
        more=len(more),
        less=len(less),
    )
    if not more and not less:
        told = Text("Ingen betaler mer eller mindre i alt.")
    if comparison.lacking:
        count = len(comparison.lacking)
        unknown = Text("Ikke medregnet: {count} år som ikke kan fordeles.", count=count)
        told = sentences((told, unknown))
    if comparison.reservations:
        told = sentences((told, UNSURE))
    figures = []
    if more:
        most = max(more, key=lambda p: p.difference)
        figures.append(Figure(Text("Mest mer"), most.difference, most.name))
    if less:
        most = min(less, key=lambda p: p.difference)
        figures.append(Figure(Text("Mest mindre"), most.difference, most.name))
    return InShort(told, tuple(figures))
