"""A table as a workbook: amounts are numbers, and what is written is text."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook

from berries import table
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.xlsx_file import xlsx_of


def test_a_workbook_has_them_as_numbers_with_what_they_are_of_above() -> None:
    book = load_workbook(io.BytesIO(xlsx_of(["Bær"], [table()], "nb")))
    (sheet,) = book.worksheets
    cells: list[tuple[Any, ...]] = list(sheet.iter_rows(min_row=4, values_only=True))
    assert cells == [
        ("Hvem", "Dag", "Kroner", "Andel", "Kurver"),
        ("Ola", "01.08.2018", 1234.5, "0,333333…", 2),
        ("=Kari", "02.08.2018", -2469, "0,666666…", None),
        ("Sum", None, -1234.5, None, None),
        (None,) * 5,
        ("Plukket selv.", None, None, None, None),
    ]
    assert sheet["C5"].number_format == "#,##0.00"
    assert sheet["E5"].number_format == "General", "two baskets are not 2,00 baskets"


def test_each_table_has_its_sheet_under_the_heading_of_all() -> None:
    """A name has at most 31 letters; the widest text gives the column its width."""
    long = replace(table(), name="b" * 40)
    made = xlsx_of(["Bær", "2018"], [table(), long], "nb")
    first, second = load_workbook(io.BytesIO(made)).worksheets
    assert first.title == "1 baer"
    assert second.title == f"2 {'b' * 29}"
    above = [row[0] for row in second.iter_rows(max_row=3, values_only=True)]
    assert above == ["Bær", "2018", "Bær"]
    assert first.column_dimensions["A"].width >= 10
    assert first.freeze_panes == "B6"


def test_the_same_figures_are_the_same_file() -> None:
    assert xlsx_of(["Bær"], [table()], "nb") == xlsx_of(["Bær"], [table()], "nb")


def test_what_looks_like_an_address_is_not_opened() -> None:
    line = Line((Cell("https://example.org"),))
    made = Table("t", "T", (Column("Hva"),), (line,))
    (sheet,) = load_workbook(io.BytesIO(xlsx_of(["T"], [made], "nb"))).worksheets
    assert sheet["A5"].value == "https://example.org"
    assert sheet["A5"].hyperlink is None
