"""A table as a file that a spreadsheet opens rightly, in any country."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from berries import table
from fellesbok.tables.csv_file import csv_file
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import harmless
from fellesbok.tables.csv_file import plain
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table


def test_a_spreadsheet_can_add_them_and_runs_nothing() -> None:
    rows = list(
        csv.reader(io.StringIO(csv_text(csv_of(table(), "nb"))[1:]), delimiter=";")
    )
    assert rows == [
        ["Hvem", "Dag", "Kroner", "Andel", "Kurver"],
        ["Ola", "2018-08-01", "1234,50", "0,333333…", "2"],
        ["'=Kari", "2018-08-02", "-2469,00", "0,666666…", ""],
        ["Sum", "", "-1234,50", "", ""],
    ]


@pytest.mark.parametrize("begins", ["=", "+", "@", "\t", "\r", "-"])
def test_no_text_is_a_formula(begins: str) -> None:
    assert harmless(f"{begins}SUM(A1)") == f"'{begins}SUM(A1)"


@pytest.mark.parametrize("cell", ["-2469,00", "-1", "1,50", "Ola", ""])
def test_a_number_below_nothing_stays_a_number(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3/10", "3\N{FRACTION SLASH}10"),
        (Fraction(3, 10), "0,3"),
        ("2018-01", "2018 01"),
        ("2018-01-31", "2018-01-31"),
        (date(2018, 3, 1), "2018-03-01"),
        (Decimal("1234567.80"), "1234567,80"),
        (None, ""),
        (12, "12"),
    ],
)
def test_nothing_is_taken_for_a_day_or_a_month_that_is_none(
    value: Any,  # noqa: ANN401 -- any value of a cell
    written: str,
) -> None:
    """A fraction as 3/10 would be the third of October, and 2018-01 its first day."""
    made = Table("t", "T", (Column("Hva"),), (Line((Cell(value),)),))
    assert csv_of(made, "nb")[1] == [written]


def test_the_file_tells_its_letters_and_ends_lines_as_spreadsheets_do() -> None:
    content = csv_file(table(), "nb")
    assert content.startswith(b"\xef\xbb\xbfHvem;Dag;")
    assert content.count(b"\r\n") == 4
    assert content.decode("utf-8-sig") == csv_text(csv_of(table(), "nb"))[1:]


def test_amounts_are_not_grouped_where_they_are_to_be_added() -> None:
    assert plain(Decimal("-1234567.80"), "en") == "-1234567,80"
