"""A sheet of the workbook: numbers stay numbers, and no text is ever a formula."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.one_sheet import HEAD
from fellesbok.report.one_sheet import Sheet
from fellesbok.report.one_sheet import Words
from fellesbok.report.one_sheet import formats
from report_panels import panels
from report_panels import report

if TYPE_CHECKING:
    from collections.abc import Callable


def figure(amount: str, state: State = State.FIGURE) -> Cell:
    return Cell(state, Decimal(amount))


def written(write: Callable[[Sheet], object], language: str = "nb") -> Any:  # noqa: ANN401 -- openpyxl's
    """The only sheet of a workbook, read back."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        words = Words(report(), language)
        write(Sheet(book, formats(book), words, "overview", "Prøve"))
    (sheet,) = load_workbook(file).worksheets
    return sheet


def row(sheet: Any, number: int) -> list[object]:  # noqa: ANN401 -- openpyxl's
    return [cell.value for cell in sheet[number + 1]]


def test_a_figure_is_a_number_and_a_blank_cell_is_empty() -> None:
    cells = [
        figure("1234.50"),
        figure("0.00"),
        Cell(State.BLANK),
        Cell(State.NO_FIGURE, words="ikke oppgitt"),
        Cell(State.MISSING),
        figure("3", State.COUNT),
    ]
    sheet = written(lambda s: s.cells(5, 0, cells))
    amount, zero, blank, words, missing, count = row(sheet, 5)
    assert (amount, zero, blank, count) == (1234.5, 0, None, 3)
    assert words == "ikke oppgitt"
    assert isinstance(missing, str)
    looks = [cell.number_format for cell in sheet[6]]
    assert (looks[0], looks[5]) == ("#,##0.00", "#,##0")


def test_a_text_that_begins_as_a_formula_is_text() -> None:
    sheet = written(lambda s: s.texts(4, 0, ["=1+1", "@SUM(A1)"]))
    assert [cell.value for cell in sheet[5]] == ["=1+1", "@SUM(A1)"]
    assert [cell.data_type for cell in sheet[5]] == ["s", "s"]


def test_a_sum_adds_the_columns_before_it_and_the_rows_above_it() -> None:
    """Rows count from one in a spreadsheet: row 5 here is row 6 there."""

    def write(sheet: Sheet) -> None:
        sheet.sum_of_row(5, (1, 3), figure("6.00"))
        sheet.sum_of_column(9, 2, 4, figure("10.00"))

    sheet = written(write)
    assert sheet["E6"].value == "=SUM(B6:D6)"
    assert sheet["C10"].value == "=SUM(C6:C9)"


def test_a_table_has_its_headings_and_the_next_begins_below_it() -> None:
    panel = panels(report())["krav-legevakt"]
    below: list[int] = []
    sheet = written(lambda s: below.append(s.panel(panel)))
    assert row(sheet, HEAD)[: len(panel.texts)] == [str(t) for t in panel.texts]
    assert below == [HEAD + 1 + len(panel.rows)]
    assert row(sheet, HEAD + 1)[0] == str(panel.rows[0].texts[0])
    assert row(sheet, below[0] - 1)[0] == str(panel.rows[-1].texts[0])


def test_the_title_stands_above_and_the_headings_stay_in_sight() -> None:
    sheet = written(lambda s: s.heads(["Samarbeid", "Sum"]))
    assert sheet["A1"].value == "Prøve"
    assert row(sheet, HEAD)[:2] == ["Samarbeid", "Sum"]
    assert sheet.freeze_panes == "B4"
