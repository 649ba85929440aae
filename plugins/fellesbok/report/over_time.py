"""The year month by month, and the years until it (*gjennom året og over årene*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.by_month import months_of
from fellesbok.budgets.month_tables import months_table
from fellesbok.messages import Text
from fellesbok.report.anchors import METHOD
from fellesbok.report.anchors import leading
from fellesbok.report.contents import Chapter
from fellesbok.report.noted_table import panel_of
from fellesbok.sharing import statement
from fellesbok.sharing.by_year import payer_years
from fellesbok.sharing.by_year_tables import years_of_all_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.budgets.by_month import Months
    from fellesbok.entries.records import Entries
    from fellesbok.report.gather import Year
    from fellesbok.sharing.by_year import PayerYear


def months_of_year(year: Year, written: date) -> Months | None:
    """The costs of all cooperations month by month, as the page of budgets has them.

    Args:
        year: The year.
        written: The last day on which anything is written in the books.
    """
    costs = [
        each
        for each in year.budgets.lines
        if each.line.is_cost and each.line.currency == year.currency
    ]
    return months_of(costs, year.number, written)


def years_until(
    entries: Entries, agreement: Agreement, year: int, payer: Payer | None = None
) -> tuple[PayerYear, ...]:
    """What each municipality has borne until a year, and how many lived there.

    Args:
        entries: The books, as far as they may be read.
        agreement: The agreements.
        year: The last year that is told.
        payer: The one that is asked for; else all.
    """
    payers = agreement.payers if payer is None else (payer,)
    every = payer_years(statement.shares(entries), agreement, payers)
    return tuple(each for each in every if each.year <= year)


def has_years(by_year: Sequence[PayerYear]) -> bool:
    """Whether there is more than one year to look back on."""
    return len({each.year for each in by_year}) > 1


def over_time(
    months: Months | None, by_year: Sequence[PayerYear], agreement: Agreement
) -> tuple[Chapter, ...]:
    """The chapter of both, where there is more than one month or year to follow."""
    tables = months_table(months)
    if has_years(by_year):
        tables += years_of_all_table(by_year, agreement)
    panels = tuple(panel_of(table, leading(METHOD)) for table in tables)
    title = Text("Gjennom året og over årene")
    return (Chapter("over-tid", title, panels),) if panels else ()
