"""The costs of a year month by month (*måned for måned*), as they were posted.

A budget of the year is not spread over it: what is so far is held against all of it.
Budgets by months and quarters are followed as they are adopted.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_equal
from fellesbok.frozen import frozen
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.budgets.records import BudgetLine

NOTHING = Decimal("0.00")
DECEMBER = 12


@frozen
class Month:
    """A month of the year.

    Attributes:
        number: From 1.
        amount: What was posted in it, in kroner.
        so_far: What was posted from 1 January to its end, in kroner.
    """

    number: int
    amount: Decimal
    so_far: Decimal


@frozen
class Months:
    """A year's costs until the month that the books have come to.

    Attributes:
        year: The year.
        months: From January on.
        budget: Of the whole year in kroner; ``None`` where there is none.
        planned: What is budgeted from 1 January to the end of each of the twelve, in
            kroner, where every budget is by months or quarters; ``None`` for a month
            that ends within a quarter.
    """

    year: int
    months: tuple[Month, ...]
    budget: Decimal | None
    planned: tuple[Decimal | None, ...] = ()

    @property
    def every_so_far(self) -> tuple[Decimal, ...]:
        """What was posted to the end of each month, in kroner."""
        return tuple(month.so_far for month in self.months)


def months_of(costs: Sequence[BudgetLine], year: int, written: date) -> Months | None:
    """The costs of a whole year by the month that they are posted in.

    Where all of them are posted in one month there is nothing to follow, and where
    filters hide something it would not be the year: ``None``.

    Args:
        costs: The costs in kroner, of whose accounts all of the year is shown.
        year: The year.
        written: The last day on which anything is written in the books.
    """
    posted: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for each in costs:
        for voucher, amount in each.line.posted:
            posted[voucher.day.month] += amount
    if len(posted) < 2 or any(each.pair.is_hidden for each in costs):  # noqa: PLR2004 -- said above
        return None
    reached = DECEMBER if written > date(year, 12, 31) else written.month
    numbers = range(1, max(reached if written.year >= year else 1, *posted) + 1)
    sums = accumulate(posted[number] for number in numbers)
    months = tuple(
        Month(number, posted[number], so_far)
        for number, so_far in zip(numbers, sums, strict=True)
    )
    must_equal(
        "Kostnadene måned for måned, og i alt,",
        months[-1].so_far,
        added(each.line.accounts for each in costs) or NOTHING,
    )
    budget = added(each.line.budget for each in costs)
    return Months(year, months, budget, _planned(costs, budget))


def _planned(
    costs: Sequence[BudgetLine], budget: Decimal | None
) -> tuple[Decimal | None, ...]:
    """The budgets month by month; nothing where one of them is of the year."""
    found = [each.line.budget_line for each in costs if each.line.budget_line]
    if not found or not all(each.so_far for each in found):
        return ()
    months = zip(*(each.so_far for each in found), strict=True)
    planned = tuple(None if None in month else added(month) for month in months)
    if planned[-1] is not None and budget is not None:
        must_equal("Budsjettet måned for måned, og i alt,", planned[-1], budget)
    return planned
