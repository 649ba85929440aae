"""Budget and accounts of a year as they are asked for, and what filters hide of them.

Entries are read as they are written: a budget is for its whole year whatever part of it
is shown, and what is before a period is not of its accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.figures import lines
from fellesbok.budgets.records import BudgetYear
from fellesbok.budgets.records import bearers_of
from fellesbok.budgets.records import budget_lines
from fellesbok.budgets.records import parts_of
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.web.frame import CannotShowError

if TYPE_CHECKING:
    from fellesbok.web.frame import Asked


def budget_year(asked: Asked) -> BudgetYear:
    """Budget and accounts of the year that is asked for.

    Raises:
        CannotShowError: The period is several years, or there is nothing in it.
    """
    year = _year(asked)
    agreement = asked.shared.agreement
    period = asked.period or str(year)
    whole_year = asked.is_whole(year)
    found = asked.once(
        ("linjer", year, asked.days),
        lambda: lines(asked.all_entries, agreement, year, asked.days),
    )
    shown = (
        found
        if asked.as_written is asked.all_entries
        else lines(asked.as_written, agreement, year, asked.days)
    )
    every = budget_lines(found, shown, whole_year=whole_year)
    if not every:
        raise CannotShowError(
            Text("Ingen budsjett eller regnskap i {period}.", period=period),
            wrong="time",
        )
    charged = statement.shares(asked.in_period, year)
    payers = asked.payers()
    bearers = bearers_of(asked.all_entries, asked.shared, year, payers, charged)
    parts = parts_of(every, bearers, whole_year=whole_year)
    return BudgetYear(year, period, whole_year, every, parts)


def years_with_budget(asked: Asked) -> list[int]:
    """The years that have a budget line, in order."""
    return sorted({budget.year for budget in budgets(asked.all_entries)[0]})


def _year(asked: Asked) -> int:
    """The year asked for; where nothing is shared yet, the newest that has figures."""
    if asked.year is None and not asked.period:
        found = lines(asked.all_entries, asked.shared.agreement)
        if found:
            return max(line.year for line in found)
    return asked.calendar_year()
