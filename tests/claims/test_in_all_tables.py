"""What each bears of a year in all; kroner per inhabitant are never added."""

from __future__ import annotations

from decimal import Decimal

from budgets_by_hand import part
from fellesbok.claims.in_all_tables import InAll
from fellesbok.claims.in_all_tables import in_all_table
from fellesbok.tables.csv_file import csv_of
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from shares_by_hand import share

HOST = InAll(
    KAFJORD,
    [share("Kafjord", "100.00", internal=True)],
    [
        (part(KAFJORD, "90.00", "100.00"), ("avrundet",)),
        (part(KAFJORD, "5.00", "0.00"), ("avrundet",)),
    ],
    [],
    None,
)
MEMBER = InAll(
    LYNGEN,
    [share("Lyngen", "10.00"), share("Lyngen", "3.00", due="ved prosjektslutt")],
    [],
    [Decimal("2.00"), Decimal("-0.50")],
    3,
)


def test_the_sums_are_of_kroner_and_people_and_not_of_what_is_rounded() -> None:
    table = in_all_table([HOST, MEMBER], 2018)
    heads, *rows = csv_of(table, "nb")
    assert heads[1:] == [
        *(
            "Andel av budsjett",
            "Andeler i alt",
            "Egen andel som vert",
            "Forfaller senere",
        ),
        *(
            "Å betale for perioden",
            "Eier av årets avsetning til fond",
            "Innbyggere",
            "Kroner per innbygger",
        ),
    ]
    assert rows == [
        ["Kafjord", "95,00", "100,00", "100,00", "", "0,00", "", "", ""],
        ["Lyngen", "", "13,00", "", "3,00", "10,00", "1,50", "3", "4,33"],
        ["Sum", "95,00", "113,00", "100,00", "3,00", "10,00", "1,50", "3", ""],
    ]
    assert table.lines[0].cells[1].marks == ("avrundet",)


def test_where_no_people_are_counted_nothing_is_told_of_them() -> None:
    heads, *_ = csv_of(in_all_table([HOST], 2018), "nb")
    assert "Innbyggere" not in heads
    assert "Kroner per innbygger" not in heads
