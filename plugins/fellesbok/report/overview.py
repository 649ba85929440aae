"""The overview's rows, sums and percentages, the same in every form (*oversikten*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets import variances
from fellesbok.budgets.tables import SUM_OF_COOPERATIONS
from fellesbok.budgets.tables import SUM_OF_PROJECTS
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.cell import figure
from fellesbok.tables.values import SUM
from fellesbok.tables.values import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.report.contents import Page
    from fellesbok.report.contents import Report
    from fellesbok.report.contents import Row

METHOD_ANCHOR = "metode"
TOTALS = {
    "cooperation": SUM_OF_COOPERATIONS.title,
    "project": SUM_OF_PROJECTS.title,
}


@frozen
class Total:
    """A sum of the overview.

    Attributes:
        label: What it is the sum of.
        budget: Of the pages that have one.
        accounts: Likewise.
        variance: Blank where not all that have one of them have both: it would stand
            beside two figures that it is not the difference of.
        percent: That in per cent of the budget.
    """

    label: str
    budget: Cell
    accounts: Cell
    variance: Cell
    percent: Cell


@frozen
class Part:
    """The pages of a kind and their sum; of one alone the sum says nothing more."""

    kind: str
    pages: tuple[Page, ...]
    total: Total


def parts(report: Report) -> tuple[Part, ...]:
    """Cooperations and then projects, where there are any."""
    return tuple(
        Part(kind, pages, total(pages, TOTALS[kind]))
        for kind in ("cooperation", "project")
        if (pages := report.of_kind(kind))
    )


def total(pages: Sequence[Page], label: str = SUM) -> Total:
    """Budget and accounts added up, and how far apart they are where that is told."""
    budget, accounts = summed(pages, "budget"), summed(pages, "accounts")
    in_sum = [
        page
        for page in pages
        if _is_of_year(page.cost.budget) or _is_of_year(page.cost.accounts)
    ]
    if not all(_is_of_year(page.cost.variance) for page in in_sum):
        return Total(label, budget, accounts, BLANK, BLANK)
    variance = added(page.cost.variance.value for page in in_sum)
    percent = variances.variance_percent(variance, budget.value)
    told = (figure(each, METHOD_ANCHOR) for each in (variance, percent))
    return Total(label, budget, accounts, *told)


def summed(pages: Sequence[Page], column: str) -> Cell:
    """Kroner of the year added over pages, marked with how many have such a figure.

    A budget for other days than the year's, or for days that nobody states, is not the
    year's, and is not in the sum.

    Args:
        pages: Of one kind.
        column: ``budget`` or ``accounts``.
    """
    cells: list[Cell] = [getattr(page.cost, column) for page in pages]
    known = [c.value for c in cells if _is_of_year(c) and c.value is not None]
    mark = Text("{part} av {whole}", part=len(known), whole=len(pages))
    if not known:
        return Cell(State.BLANK, href=METHOD_ANCHOR, marks=(mark,))
    return figure(sum(known, Decimal(0)), METHOD_ANCHOR, "", (mark,))


def _is_of_year(cell: Cell) -> bool:
    """Whether it is kroner of the year."""
    is_figure = cell.state is State.FIGURE and cell.value is not None
    return is_figure and cell.of_year and not cell.unit


def variance_percent(cost: Row) -> Cell:
    """The variance in per cent of the budget, blank where there is none of either."""
    percent = variances.variance_percent(cost.variance.value, cost.budget.value)
    return figure(percent, cost.variance.href)
