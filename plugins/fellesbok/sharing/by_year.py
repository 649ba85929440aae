"""What each payer bears year by year, and per inhabitant (*per innbygger over år*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.frozen import frozen
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.sharing.statement import Share


@frozen
class PayerYear:
    """A payer's shares of a year.

    Attributes:
        payer: Who.
        year: The accounting year.
        amount: The shares in kroner, as they were charged for the year; what corrects
            it later stands in the later year's books.
        people: How many lived there on 1 January.
    """

    payer: Payer
    year: int
    amount: Decimal
    people: Fraction

    @property
    def each(self) -> Decimal:
        """Kroner per inhabitant, rounded to whole øre; never to be added."""
        return per_inhabitant(self.amount, self.people)


def payer_years(
    shares: Sequence[Share], agreement: Agreement, payers: Sequence[Payer]
) -> list[PayerYear]:
    """Each municipality's shares of each year of which the population is known.

    Args:
        shares: Of all years.
        agreement: Who is a municipality, and the population.
        payers: Those that are asked for; others than municipalities have no
            inhabitants.
    """
    found = []
    towns = [payer for payer in payers if payer.slug in agreement.municipalities]
    for year in sorted({share.day.year for share in shares}):
        for payer in towns:
            amount = added(
                share.amount
                for share in shares
                if share.day.year == year and share.municipality == payer.name
            )
            people = inhabitants(agreement, year, [payer.slug])
            if amount is not None and people:
                found.append(PayerYear(payer, year, amount, people[payer.slug]))
    return found
