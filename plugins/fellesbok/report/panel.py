"""A further table of a page: claims, grants, funds (*flere tabeller*).

The columns of a panel are told by its headings: texts first, then figures.  Every
figure is exact and names what explains it; what is not stated is no zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import figure

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class PanelRow:
    """A row of a panel.

    Attributes:
        texts: Texts and days; a row may have fewer than there are columns.
        cells: The figures.
        role: ``line``, ``total`` or ``control``.
        anchor: Its place, where something links to it.
    """

    texts: tuple[object, ...]
    cells: tuple[Cell, ...]
    role: str = "line"
    anchor: str = ""


@dataclass(frozen=True)
class Panel:
    """A table with its title, and what a reader must know of it.

    Attributes:
        anchor: Its place in the report.
        title: What it is about.
        texts: Headings of the columns of texts.
        figures: Headings of the columns of figures.
        rows: The rows; there is at least one.
        notes: Sentences above the table.
        remarks: Sentences below it.
    """

    anchor: str
    title: str
    texts: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[PanelRow, ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def filled(self, row: PanelRow) -> tuple[object, ...]:
        """The texts of a row, one for each column."""
        return (*row.texts, *("" for _ in self.texts[len(row.texts) :]))


def summed(rows: Sequence[PanelRow], href: str) -> PanelRow:
    """The rows added up, column by column; blank where nothing is stated."""
    columns = zip(*(row.cells for row in rows), strict=True)
    cells = []
    for column in columns:
        known = [cell.value for cell in column if cell.value is not None]
        total = sum(known, Decimal(0)) if known else None
        cells.append(figure(total, href))
    return PanelRow((Text("Sum"),), tuple(cells), role="total")


def with_sum(row: PanelRow, href: str) -> PanelRow:
    """The row with the sum of its figures after them."""
    known = [cell.value for cell in row.cells if cell.value is not None]
    total = figure(sum(known, Decimal(0)), href) if known else BLANK
    return replace(row, cells=(*row.cells, total))
