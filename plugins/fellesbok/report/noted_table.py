"""A further table of a page: claims, grants, funds (*flere tabeller*).

The columns of a panel are told by its headings: texts first, then figures.  Every
figure is exact and names what explains it; what is not stated is no zero.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.report.anchors import always
from fellesbok.report.anchors import stands_in_books
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.sharing.matrix_tables import WHY
from fellesbok.tables import values

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from fellesbok.contradictions import ContradictionError
    from fellesbok.report.anchors import Leading
    from fellesbok.tables.in_short import Figure


@frozen
class PanelRow:
    """A row of a panel.

    Attributes:
        texts: Texts and days; a row may have fewer than there are columns.
        cells: The figures.
        role: ``line``, ``total``, ``control`` or ``stated``.
        key: The group of rows that it is one of, or whom it is of.
        anchor: Its place, where something links to it.
        href: What its first text leads to.
    """

    texts: tuple[Any, ...]
    cells: tuple[Cell, ...]
    role: str = "line"
    key: str = ""
    anchor: str = ""
    href: str = ""

    @property
    def unit(self) -> str:
        """What its figures are, if they are the same and not kroner of the year."""
        units = {cell.unit for cell in self.cells if cell.state is State.FIGURE}
        return units.pop() if len(units) == 1 else ""

    @property
    def is_missing(self) -> bool:
        """Whether nobody has reported what it would tell."""
        return any(cell.state is State.MISSING for cell in self.cells)


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
        names: What the columns of figures are called by programs.
        wide: Which columns of texts hold sentences, which need the width there is.
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
    names: tuple[str, ...] = ()
    wide: frozenset[int] = frozenset()

    @property
    def groups(self) -> list[tuple[str, list[PanelRow]]]:
        """Its rows, those of a group together."""
        return [(k, [*rows]) for k, rows in groupby(self.rows, key=lambda r: r.key)]

    @property
    def lines(self) -> list[PanelRow]:
        """Its rows without sums."""
        return [row for row in self.rows if row.role == "line"]

    def cell(self, row: PanelRow, name: str) -> Cell:
        """The figure of a row in the column of that name."""
        return row.cells[self.names.index(name)]

    def values(self, name: str) -> list[Decimal]:
        """The figures of its lines in a column that not every table has."""
        if name not in self.names:
            return []
        found = (self.cell(row, name).value for row in self.lines)
        return [value for value in found if value is not None]

    def filled(self, row: PanelRow) -> tuple[object, ...]:
        """The texts of a row, one for each column."""
        return (*row.texts, *("" for _ in self.texts[len(row.texts) :]))


def panel_of(  # noqa: PLR0913 -- what a page around it may tell, each by its name
    table: values.Table,
    to: Leading,
    *,
    anchor: str = "",
    title: str = "",
    notes: Sequence[str] = (),
    of_line: Callable[[values.Line], Leading] | None = None,
) -> Panel:
    """A subject's table as a chapter of the report.

    Args:
        table: The table; its note stands first above it, and its texts before its
            figures.
        to: The section of the report that explains what a figure leads to, or nothing.
        anchor: Its place in the report, where the table's name is not the only one.
        title: The heading, where the page around it tells what the table's title does.
        notes: Further sentences above the table.
        of_line: Gives ``to`` for the figures of one line, where each line has sections
            of its own.
    """
    figures = [n for n, column in enumerate(table.columns) if column.kind.is_number]
    texts = [n for n in range(len(table.columns)) if n not in figures]
    rows = []
    for line in table.lines:
        leading = of_line(line) if of_line is not None else to
        told = tuple(_told(line.cells[n]) for n in texts)
        cells = tuple(_figure(line.cells[n], leading) for n in figures)
        rows.append(PanelRow(told, cells, line.role, line.key))
    return Panel(
        anchor=anchor or table.name,
        title=title or table.title,
        texts=tuple(table.columns[n].title for n in texts),
        figures=tuple(table.columns[n].title for n in figures),
        rows=tuple(rows),
        notes=(*((table.note,) if table.note else ()), *notes),
        names=tuple(table.columns[n].name for n in figures),
        wide=frozenset(
            at for at, n in enumerate(texts) if table.columns[n].kind.is_sentence
        ),
    )


def why_not(part: str, error: ContradictionError) -> Panel:
    """Stands where a table contradicts itself; the others are shown."""
    return Panel(
        anchor=f"mangler-{part}",
        title=Text("Tabellen mangler"),
        texts=(WHY.title,),
        figures=(),
        rows=(PanelRow((not_shown(error),), ()),),
    )


def alone(told: Figure, href: str) -> Cell:
    """A figure that stands by itself; a blank has no remark."""
    note = "" if told.value is None else told.note
    return _figure(values.Cell(told.value, note=note), always(href))


def _told(cell: values.Cell) -> object:
    """A text, a day or a year, and the remark on it."""
    if cell.value is None or not cell.note:
        return cell.note if cell.value is None else cell.value
    return Text("{value} ({note})", value=cell.value, note=cell.note)


def _figure(cell: values.Cell, to: Leading) -> Cell:
    """A figure with the remark on it; what is no amount stands in words."""
    if cell == values.MISSING:
        return Cell(State.MISSING)
    if cell.value is None and cell.note:
        return Cell(State.NO_FIGURE, words=cell.note)
    if cell.value is None:
        is_told = stands_in_books(cell.leads_to) or cell.marks
        href = to(cell.leads_to) if is_told else ""
        return Cell(State.BLANK, href=href, marks=cell.marks)
    if isinstance(cell.value, int | Fraction) and not cell.note:
        whole = Fraction(cell.value)
        if whole.denominator == 1:
            return Cell(State.COUNT, Decimal(whole.numerator), to(cell.leads_to))
    if not isinstance(cell.value, Decimal):
        return Cell(State.NO_FIGURE, words=Text("{told}", told=_told(cell)))
    marks = (*((cell.note,) if cell.note else ()), *cell.marks)
    return Cell(State.FIGURE, cell.value, to(cell.leads_to), cell.unit, marks)
