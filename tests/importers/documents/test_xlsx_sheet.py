"""A sheet of an XLSX file → rows of cells, every number exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from fellesbok_importers.documents.numbers import kroner_in_sheet
from fellesbok_importers.documents.xlsx_sheet import SHEET_FIGURES
from fellesbok_importers.documents.xlsx_sheet import sheet_rows

if TYPE_CHECKING:
    from pathlib import Path


@given(ore=st.integers(min_value=-(10**13), max_value=10**13))
def test_the_double_of_a_sheet_is_read_as_the_amount_that_was_written(ore: int) -> None:
    """Seventeen figures, as some write them, or the shortest: the amount is one."""
    amount = Decimal(ore).scaleb(-2)
    for written in (f"{float(amount):.17g}", repr(float(amount))):
        number = SHEET_FIGURES.create_decimal(written)
        assert number == amount
        assert kroner_in_sheet(number) == amount


def test_a_sheet_from_another_writer_is_read_alike(tmp_path: Path) -> None:
    book_ = openpyxl.Workbook()
    sheet = book_.active
    assert sheet is not None
    sheet.append(["Bilag", None, "Beløp"])
    sheet.append([1, None, 0.1 + 0.2])
    path = tmp_path / "a.xlsx"
    book_.save(path)
    assert list(sheet_rows(str(path), None)) == [
        (1, ("Bilag", "", "Beløp")),
        (2, (Decimal(1), "", Decimal("0.3"))),
    ]
