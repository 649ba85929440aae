"""A further table of a page: claims, grants, funds (*flere tabeller*).

The columns of a panel are told by its headings: texts first, then figures.  Every
figure is exact and names what explains it; what is not stated is no zero.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.cell import count
from fellesbok.report.cell import figure
from fellesbok.tables.values import SUM
from fellesbok.tables.values import added

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from fellesbok.tables import values


@frozen
class PanelRow:
    """A row of a panel.

    Attributes:
        texts: Texts and days; a row may have fewer than there are columns.
        cells: The figures.
        role: ``line``, ``total`` or ``control``.
        anchor: Its place, where something links to it.
        href: What its first text leads to.
    """

    texts: tuple[object, ...]
    cells: tuple[Cell, ...]
    role: str = "line"
    anchor: str = ""
    href: str = ""


@frozen
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
        caption: What the table is, where the title is that of a chapter.
        heads: The place of each heading of figures and what it leads to, where there
            are any.
    """

    anchor: str
    title: str
    texts: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[PanelRow, ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    caption: str = ""
    heads: tuple[tuple[str, str], ...] = ()

    def filled(self, row: PanelRow) -> tuple[object, ...]:
        """The texts of a row, one for each column."""
        return (*row.texts, *("" for _ in self.texts[len(row.texts) :]))


def panel_of(
    table: values.Table,
    to: Callable[[Any], str],
    *,
    anchor: str = "",
    title: str = "",
    notes: Sequence[str] = (),
) -> Panel:
    """A subject's table as a chapter of the report.

    Args:
        table: The table; its note stands first above it, and its texts before its
            figures.
        to: The section of the report that explains what a figure leads to, or nothing.
        anchor: Its place in the report, where the table's name is not the only one.
        title: The heading, where the page around it tells what the table's title does.
        notes: Further sentences above the table.
    """
    figures = [n for n, column in enumerate(table.columns) if column.kind.is_number]
    texts = [n for n in range(len(table.columns)) if n not in figures]
    return Panel(
        anchor=anchor or table.name,
        title=title or table.title,
        texts=tuple(table.columns[n].title for n in texts),
        figures=tuple(table.columns[n].title for n in figures),
        rows=tuple(
            PanelRow(
                tuple(_told(line.cells[n]) for n in texts),
                tuple(_figure(line.cells[n], to) for n in figures),
                line.role,
            )
            for line in table.lines
        ),
        notes=(*((table.note,) if table.note else ()), *notes),
    )


def _told(cell: values.Cell) -> object:
    """A text, a day or a year, and the remark on it."""
    if cell.value is None or not cell.note:
        return cell.note if cell.value is None else cell.value
    return Text("{value} ({note})", value=cell.value, note=cell.note)


def _figure(cell: values.Cell, to: Callable[[Any], str]) -> Cell:
    """A figure with the remark on it; what is no amount stands in words."""
    if cell.value is None:
        return Cell(State.NO_FIGURE, words=cell.note) if cell.note else BLANK
    if isinstance(cell.value, int | Fraction) and not cell.note:
        whole = Fraction(cell.value)
        if whole.denominator == 1:
            return count(whole.numerator, to(cell.leads_to))
    if not isinstance(cell.value, Decimal):
        return Cell(State.NO_FIGURE, words=Text("{told}", told=_told(cell)))
    return figure(cell.value, to(cell.leads_to), "", (cell.note,) if cell.note else ())


def summed(rows: Sequence[PanelRow], href: str) -> PanelRow:
    """The rows added up, column by column; blank where nothing is stated."""
    columns = zip(*(row.cells for row in rows), strict=True)
    totals = [added(cell.value for cell in column) for column in columns]
    cells = tuple(figure(total, href) for total in totals)
    return PanelRow((SUM,), cells, role="total")
