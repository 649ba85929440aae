"""The report as a workbook: every number once, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.report.xlsx import xlsx
from report_pages import cells_of
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture
from small_report import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def test_the_matrix_of_the_workbook_has_the_same_numbers(of_2018: Report) -> None:
    cells = cells_of(xlsx(of_2018, "nb"), 3)
    *lines, total = of_2018.across[0].rows
    for number, line in enumerate(lines, start=4):
        assert cells[f"A{number}"] == line.texts[0]
        for column, cell in zip("BCDEFGHIJ", line.cells[:-1], strict=True):
            assert cells.get(f"{column}{number}") == cell.value
        assert cells[f"K{number}"] == 0
    assert cells[f"J{len(lines) + 4}"] == total.cells[-2].value


def test_the_long_table_of_the_workbook_has_every_number_once(of_2018: Report) -> None:
    cells = cells_of(xlsx(of_2018, "nb"), 5)
    figures = [
        cell.value
        for page in of_2018.pages
        for row in page.economy.rows
        for cell in row.cells
        if cell.value is not None
    ]
    numbers = [value for value in cells.values() if isinstance(value, Decimal)]
    assert sorted(numbers) == sorted(figures)


def test_no_text_is_a_formula_and_what_is_missing_is_said(small: Report) -> None:
    content = xlsx(small, "nb")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        sheets = "".join(book.read(name).decode() for name in names)
    formulas = re.findall(r"<f>(.*?)</f>", sheets)
    assert formulas
    assert all(re.fullmatch(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)", f) for f in formulas)
    assert "Mangler rapportering" in cells_of(content, 2).values()


def test_the_workbook_says_what_its_sums_leave_out(of_2018: Report) -> None:
    """375 000 kr of HoppIdé C, of days that nobody states."""
    cells = cells_of(xlsx(of_2018, "nb"), 4)
    (told,) = [v for v in cells.values() if "oppgitt: HoppIdé" in str(v)]
    assert "unge gründere 375 000,00 kr." in told.replace("\xa0", " ")
    assert Decimal(5183804) in cells.values()
