"""The table of the accounts to be opened, as a bookkeeper reads it."""

from __future__ import annotations

from datetime import date

from fellesbok.chart.needed import Opening
from fellesbok.chart.needed import Use
from fellesbok.chart.tables import openings_table

DAY = date(2018, 11, 30)
USE = Use(
    "Expenses:IKT",
    DAY,
    frozenset({"NOK"}),
    "/bok/ledger/2018.beancount",
    7,
    is_written=True,
    may_close=DAY,
)
NEW_YEAR = date(2018, 1, 1)


def test_each_opening_has_its_day_and_where_it_is_first_used() -> None:
    found = [
        Opening("Expenses:IKT", NEW_YEAR, ("NOK",), USE, "Expenses:IKTT"),
        Opening("Assets:Valuta", NEW_YEAR, (), USE, ""),
    ]
    table = openings_table(found)
    assert [
        [str(getattr(cell, "value", cell)) for cell in line.cells]
        for line in table.lines
    ] == [
        [
            "2018-01-01",
            "Expenses:IKT",
            "NOK",
            "30.11.2018, 2018.beancount:7",
            "Expenses:IKTT",
        ],
        ["2018-01-01", "Assets:Valuta", "", "30.11.2018, 2018.beancount:7", ""],
    ]
    assert [column.name for column in table.columns] == [
        "opened_from",
        "account",
        "currency",
        "first_use",
        "resembles",
    ]


def test_where_nothing_is_lacking_the_table_is_empty() -> None:
    assert openings_table([]).lines == ()
