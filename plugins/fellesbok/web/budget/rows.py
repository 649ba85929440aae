"""Budget and accounts of a year as they are asked for, and what filters hide of them.

Entries are read as they are written: a budget is for its whole year whatever part of it
is shown, and what is before a period is not of its accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.figures import lines
from fellesbok.messages import Text
from fellesbok.web.budget.line import BudgetLine
from fellesbok.web.budget.pairs import Amount
from fellesbok.web.budget.pairs import pair_of
from fellesbok.web.budget.parts import Part
from fellesbok.web.budget.parts import parts_of
from fellesbok.web.frame.asked import CannotShowError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.budgets.figures import Line
    from fellesbok.web.frame.asked import Asked


@dataclass(frozen=True)
class BudgetYear:
    """Everything that is budgeted for a year or posted in the period.

    Attributes:
        year: The year.
        period: As the reader wrote it, or the year.
        whole_year: Whether all of the year is in the period.
        lines: Every account, in the order of the report's form.
        parts: What each payer bears, in the order of the agreements.
    """

    year: int
    period: str
    whole_year: bool
    lines: tuple[BudgetLine, ...]
    parts: tuple[Part, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether the filters hide anything."""
        rows: list[BudgetLine | Part] = [*self.lines, *self.parts]
        return any(row.pair.is_hidden for row in rows)


def budget_year(asked: Asked) -> BudgetYear:
    """Budget and accounts of the year that is asked for.

    Raises:
        CannotShowError: The period is several years, or there is nothing in it.
    """
    year = _year(asked)
    agreement = asked.shared.agreement
    whole = lines(_of_year(asked.all_entries, asked, year), agreement, year)
    left = lines(_of_year(asked.as_written, asked, year), agreement, year)
    shown = {(line.account, line.currency): line for line in left}
    every = [
        _line(line, shown.get((line.account, line.currency)), asked) for line in whole
    ]
    found = BudgetYear(
        year=year,
        period=asked.period or str(year),
        whole_year=asked.is_whole(year),
        lines=tuple(every),
        parts=tuple(parts_of(every, asked, year)),
    )
    if not found.lines:
        raise CannotShowError(
            Text("Ingen budsjett eller regnskap i {period}.", period=found.period),
            wrong="time",
        )
    return found


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


def _of_year(entries: Sequence[Directive], asked: Asked, year: int) -> list[Directive]:
    """The year's budget lines, and the vouchers of the period."""
    first, after = asked.days
    return [
        entry
        for entry in entries
        if entry.date.year == year
        and (isinstance(entry, data.Custom) or first <= entry.date < after)
    ]


def _line(whole: Line, shown: Line | None, asked: Asked) -> BudgetLine:
    """A line's figures, and whether the filters hide something of them."""
    budget = shown.budget if shown else None
    accounts = shown.accounts if shown else None
    pair = pair_of(
        Amount(budget, budget != whole.budget),
        Amount(accounts, accounts != whole.accounts),
        less_is_good=whole.is_cost,
        whole_year=asked.is_whole(whole.year) and whole.is_comparable,
    )
    return BudgetLine(whole, pair)
