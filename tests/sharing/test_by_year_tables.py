"""Kroner per inhabitant over the years: of all side by side, and of one by the year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.by_year import PayerYear
from fellesbok.sharing.by_year_tables import years_of_all_table
from fellesbok.sharing.by_year_tables import years_of_one_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Statement
from settled_years import agreement
from settled_years import version

VIKA = agreement(version(Equal()))
LYNGEN, KAFJORD = VIKA.payer("lyngen"), VIKA.payer("kafjord")
YEARS = [
    PayerYear(LYNGEN, 2017, Decimal("300.00"), Fraction(4)),
    PayerYear(KAFJORD, 2018, Decimal("-10.00"), Fraction(3)),
    PayerYear(LYNGEN, 2018, Decimal("0.00"), Fraction(5)),
]


def test_a_payer_has_a_line_and_what_it_lacks_is_blank() -> None:
    (table,) = years_of_all_table(YEARS, VIKA)
    assert csv_of(table, "nb") == [
        ["Betaler", "2017", "2018"],
        ["Lyngen", "75,00", "0,00"],
        ["Kafjord", "", "-3,33"],
    ]
    assert table.lines[1].cells[2].leads_to == Statement("kafjord", "2018")
    assert "skal ikke summeres" in str(table.note)
    assert "Folketall, 07459" in str(table.note)


def test_a_year_has_a_line_with_what_is_divided_by_what() -> None:
    (table,) = years_of_one_table([YEARS[0], YEARS[2]], VIKA)
    assert csv_of(table, "nb")[1:] == [
        ["2017", "300,00", "4", "75,00"],
        ["2018", "0,00", "5", "0,00"],
    ]


def test_of_nothing_there_is_no_table() -> None:
    assert years_of_all_table([], VIKA) == years_of_one_table([], VIKA) == []
