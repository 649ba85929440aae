"""One sheet of the workbook: cells with their formats, sums and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from fellesbok.frozen import frozen
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report.cell import State
from fellesbok.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from fellesbok.report.cell import Cell
    from fellesbok.report.contents import Report
    from fellesbok.report.noted_table import Panel

HEAD = 2
"""The row of the headings: a title and a blank row stand above."""

A4 = 9
LINE = 15
"""The height of a line of text in points."""

COLOURS = ("#1b5a7d", "#9dbacb")


@frozen
class Formats:
    """How cells look, once for the whole workbook."""

    title: Format
    head: Format
    money: Format
    sum: Format
    text: Format
    wrapped: Format
    count: Format


def formats(book: Workbook) -> Formats:
    """The formats of a workbook."""
    top = {"valign": "top"}
    money = {"num_format": "#,##0.00"}
    return Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "bottom": 2, "text_wrap": True, **top}),
        money=book.add_format({**money, **top}),
        sum=book.add_format({**money, "bold": True, "top": 1, **top}),
        text=book.add_format(top),
        wrapped=book.add_format({"text_wrap": True, **top}),
        count=book.add_format({"num_format": "#,##0", **top}),
    )


@frozen
class Words:
    """How a report's texts and values are told in a language."""

    report: Report
    language: str

    def said(self, text: str) -> str:
        """A text; what is an account in it is told by what it is of."""
        return say(self.report.told(text), self.language)

    def shown(self, value: object) -> str:
        """A value that is no text."""
        return show(value, self.language)


class Sheet:
    """A sheet with a title and headings; rows are counted from zero."""

    def __init__(
        self, book: Workbook, looks: Formats, words: Words, name: str, title: str
    ) -> None:
        """Add the sheet, ready to be printed on pages as wide as it is."""
        self.book = book
        self.looks = looks
        self.words = words
        self.name = words.said(WORDS[name])
        self.sheet: Worksheet = book.add_worksheet(self.name)
        self.sheet.write_string(0, 0, title, looks.title)
        self.sheet.freeze_panes(HEAD + 1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEAD)

    def heads(self, texts: Sequence[str]) -> None:
        """The headings, two lines high."""
        self.sheet.set_row(HEAD, 2 * LINE)
        self.heads_at(HEAD, texts)

    def heads_at(self, row: int, texts: Sequence[str]) -> None:
        """The headings of a table further down."""
        for column, text in enumerate(texts):
            said = self.words.said(text)
            self.sheet.write_string(row, column, said, self.looks.head)

    def values(self, row: int, column: int, values: Sequence[object]) -> None:
        """Texts and days side by side; a day is text, as in the other formats."""
        for number, value in enumerate(values, column):
            said = value if isinstance(value, str) else self.words.shown(value)
            self.texts(row, number, [said])

    def texts(self, row: int, column: int, texts: Sequence[str]) -> None:
        """Texts side by side; none of them is ever a formula."""
        for number, text in enumerate(texts, column):
            said = self.words.said(text)
            self.sheet.write_string(row, number, said, self.looks.text)

    def long_text(self, row: int, column: int, text: str, width: int) -> None:
        """A text over several lines; not every program finds the height by itself."""
        said = self.words.said(text)
        self.sheet.write_string(row, column, said, self.looks.wrapped)
        self.sheet.set_row(row, LINE * (len(said) // width + 1))

    def cells(self, row: int, column: int, cells: Sequence[Cell]) -> None:
        """Figures side by side; a blank cell stays empty, a missing one says so."""
        for number, cell in enumerate(cells, column):
            if cell.state is State.MISSING:
                self.texts(row, number, [WORDS["missing"]])
            elif cell.state is State.NO_FIGURE:
                self.texts(row, number, [cell.words])
            elif cell.value is not None:
                is_count = cell.state is State.COUNT
                self.number(row, number, cell.value, is_count=is_count)

    def number(
        self, row: int, column: int, value: Decimal, *, is_count: bool = False
    ) -> None:
        """An amount, with two decimals, or how many there are of something."""
        # A Decimal is written as it stands; XlsxWriter only does not promise it.
        looks = self.looks.count if is_count else self.looks.money
        self.sheet.write_number(row, column, value, looks)  # type: ignore[call-overload]

    def panel(self, panel: Panel, row: int = HEAD) -> int:
        """A table with its headings in that row; gives the row below it."""
        self.heads_at(row, (*panel.texts, *panel.figures))
        for place, line in enumerate(panel.rows, row + 1):
            self.values(place, 0, panel.filled(line))
            self.cells(place, len(panel.texts), line.cells)
        return row + 1 + len(panel.rows)

    def sum_of_row(self, row: int, columns: tuple[int, int], cell: Cell) -> None:
        """A formula after the columns that it adds, with what it comes to."""
        first, last = (xl_col_to_name(column) for column in columns)
        formula = f"=SUM({first}{row + 1}:{last}{row + 1})"
        place = row, columns[1] + 1
        self.sheet.write_formula(*place, formula, self.looks.sum, cell.value)

    def sum_of_column(self, row: int, column: int, rows: int, cell: Cell) -> None:
        """A formula under the rows that it adds, with what it comes to."""
        name = xl_col_to_name(column)
        formula = f"=SUM({name}{row - rows + 1}:{name}{row})"
        self.sheet.write_formula(row, column, formula, self.looks.sum, cell.value)

    def widths(self, *widths: int) -> None:
        """The widths of the columns, in characters."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def chart(
        self, rows: tuple[int, int], columns: Sequence[int], place: tuple[int, int]
    ) -> None:
        """A bar chart of some columns of the rows from the first to the last."""
        chart: Any = self.book.add_chart({"type": "bar"})
        first, last = rows
        for number, column in enumerate(columns):
            chart.add_series(
                {
                    "name": [self.name, HEAD, column],
                    "categories": [self.name, first, 0, last, 0],
                    "values": [self.name, first, column, last, column],
                    "fill": {"color": COLOURS[number]},
                    "gap": 60,
                }
            )
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True}})
        several = len(columns) > 1
        chart.set_legend({"position": "bottom"} if several else {"none": True})
        chart.set_size({"width": 760, "height": 120 + 34 * (last - first + 1)})
        self.sheet.insert_chart(*place, chart)
