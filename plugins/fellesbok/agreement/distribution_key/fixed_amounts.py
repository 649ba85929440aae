"""Keys that set amounts (*faste beløp*): contributions that do not follow the cost.

What they leave over or lack against the cost is a surplus or deficit of the
cooperation.  All amounts are øre a year unless said otherwise.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING
from typing import Literal

from fellesbok.agreement.distribution_key.evaluation import CannotShareError
from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.agreement.distribution_key.evaluation import StatisticDate
from fellesbok.agreement.distribution_key.evaluation import require_same_payers
from fellesbok.agreement.distribution_key.evaluation import values_on
from fellesbok.contradictions import ContradictionError
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@frozen
class FixedAmounts:
    """Fixed contributions (*faste beløp*), a year or for the whole agreement period.

    For a whole period the year's amount is what is due by the end of the year less
    what was due when it began, by days, each in whole øre rounded down, so that the
    years add up to the agreed amount.  ``period`` are the first and last day of the
    agreement period where they are not those of the terms that the key stands in.
    """

    amounts_ore: Mapping[str, Fraction]
    per: Literal["year", "agreement_period"] = "year"
    period: tuple[date, date] | None = None
    shares_cost: bool = field(default=False, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The contributions due so far in the year, whatever the cost."""
        require_same_payers(self.amounts_ore, now)
        if self.per == "year":
            due = {p: a * now.year_part for p, a in self.amounts_ore.items()}
        else:
            if now.agreement_part is None:
                raise ContradictionError("Den siste dagen i avtaleperioden", {})
            before, after = now.agreement_part
            due = {
                payer: Fraction(floor(amount * after) - floor(amount * before))
                for payer, amount in self.amounts_ore.items()
            }
        return Evaluation(self, amount_ore, due, figures=self.amounts_ore)


@frozen
class PricePerUnit:
    """A price per unit (*pris per enhet*) and year, such as kroner per inhabitant."""

    price_ore: Fraction
    statistic: str
    date: StatisticDate
    title: str = ""
    shares_cost: bool = field(default=False, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """Units times price, the part of the year due so far."""
        day = self.date.of(now.year)
        units = values_on(self.statistic, day, now)
        due = {p: n * self.price_ore * now.year_part for p, n in units.items()}
        return Evaluation(self, amount_ore, due, (), units, day)


@frozen
class SizeSteps:
    """A yearly amount by size bracket (*trappetrinn*) of a statistic.

    ``steps`` pairs the largest value of a bracket (``None`` for the last one) with the
    amount in øre a year.
    """

    steps: tuple[tuple[Fraction | None, Fraction], ...]
    statistic: str
    date: StatisticDate
    title: str = ""
    shares_cost: bool = field(default=False, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The amount of each payer's bracket, the part of the year due so far."""
        day = self.date.of(now.year)
        sizes = values_on(self.statistic, day, now)
        due = {p: self._amount(p, size) * now.year_part for p, size in sizes.items()}
        return Evaluation(self, amount_ore, due, (), sizes, day)

    def _amount(self, payer: str, size: Fraction) -> Fraction:
        for up_to, amount in self.steps:
            if up_to is None or size <= up_to:
                return amount
        raise CannotShareError(
            "Trappen har ikke noe trinn for {payer} med {size}.",
            payer=payer,
            size=size,
        )
