"""The year month by month: what each adds, and how far the year has come."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.budgets.by_month import Month
from fellesbok.budgets.by_month import Months
from fellesbok.budgets.month_tables import months_table
from fellesbok.tables.csv_file import csv_of

JANUARY = Month(1, Decimal("100.00"), Decimal("100.00"))
FEBRUARY = Month(2, Decimal("-30.00"), Decimal("70.00"))
PLANNED = (None, Decimal("90.00"), *[Decimal("300.00")] * 10)


def test_a_line_a_month_with_its_part_of_the_years_budget() -> None:
    (table,) = months_table(Months(2018, (JANUARY, FEBRUARY), Decimal("300.00")))
    assert csv_of(table, "nb") == [
        ["Måned", "Ført i måneden", "Ført hittil i året", "Prosent av budsjettet"],
        ["januar", "100,00", "100,00", "33,33"],
        ["februar", "-30,00", "70,00", "23,33"],
    ]
    assert "ikke fordelt på måneder" in str(table.note)


def test_a_budget_by_months_stands_beside_and_a_month_within_a_quarter_is_blank() -> (
    None
):
    found = Months(2018, (JANUARY, FEBRUARY), Decimal("300.00"), PLANNED)
    (table,) = months_table(found)
    heads, *rows = csv_of(table, "nb")
    assert heads[3] == "Budsjett hittil i året"
    assert [row[3] for row in rows] == ["", "90,00"]
    assert "for månedene og kvartalene" in str(table.note)


@pytest.mark.parametrize("budget", [None, Decimal(0), Decimal("-1.00")])
def test_of_no_budget_nothing_is_a_part(budget: Decimal | None) -> None:
    (table,) = months_table(Months(2018, (JANUARY, FEBRUARY), budget))
    assert [row[-1] for row in csv_of(table, "nb")[1:]] == ["", ""]


def test_what_cannot_be_followed_has_no_table() -> None:
    assert months_table(None) == []
