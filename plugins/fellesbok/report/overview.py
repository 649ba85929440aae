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
from fellesbok.report.contents import Row
from fellesbok.tables.values import SUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.report.contents import Page
    from fellesbok.report.contents import Report

METHOD_ANCHOR = "metode"
TOTALS = {
    "cooperation": SUM_OF_COOPERATIONS.title,
    "project": SUM_OF_PROJECTS.title,
}


@frozen
class Part:
    """The pages of a kind and their sum; of one alone the sum says nothing more."""

    kind: str
    pages: tuple[Page, ...]
    total: Row


def parts(report: Report) -> tuple[Part, ...]:
    """Cooperations and then projects, where there are any."""
    return tuple(
        Part(kind, pages, total(pages, TOTALS[kind]))
        for kind in ("cooperation", "project")
        if (pages := report.of_kind(kind))
    )


def total(pages: Sequence[Page], label: str = SUM) -> Row:
    """Budget and accounts added up; they are of other pages, so no variance is."""
    budget, accounts = summed(pages, "budget"), summed(pages, "accounts")
    return Row(label, budget, accounts, BLANK, role="total")


def summed(pages: Sequence[Page], column: str) -> Cell:
    """Kroner of the year added over pages, marked with how many have such a figure.

    A budget for other days than the year's, or for days that nobody states, is not the
    year's, and is not in the sum.

    Args:
        pages: Of one kind.
        column: ``budget`` or ``accounts``.
    """
    cells: list[Cell] = [getattr(page.cost, column) for page in pages]
    known = [
        cell.value
        for cell in cells
        if cell.state is State.FIGURE
        and cell.value is not None
        and cell.of_year
        and not cell.unit
    ]
    mark = Text("{part} av {whole}", part=len(known), whole=len(pages))
    if not known:
        return Cell(State.BLANK, href=METHOD_ANCHOR, marks=(mark,))
    return figure(sum(known, Decimal(0)), METHOD_ANCHOR, "", (mark,))


def variance_percent(cost: Row) -> Cell:
    """The variance in per cent of the budget, blank where there is none of either."""
    percent = variances.variance_percent(cost.variance.value, cost.budget.value)
    return figure(percent, cost.variance.href)
