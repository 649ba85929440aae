"""What each payer bears of budgets and accounts, with sums both ways."""

from __future__ import annotations

from budgets_by_hand import part
from budgets_by_hand import year
from fellesbok.budgets.part_tables import cooperations_table
from fellesbok.budgets.part_tables import matrix_table
from fellesbok.budgets.part_tables import payers_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Explanation
from objections_by_hand import IKT
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from objections_by_hand import VIKA

STORFJORD = VIKA.payer("storfjord")
PARTS = (
    part(KAFJORD, "60.00", "50.00"),
    part(LYNGEN, "40.00", None),
    part(STORFJORD, None, "5.00", explained=False),
)
FOUND = year(parts=PARTS)


def test_budgets_across_payers_with_sums_both_ways() -> None:
    (table,) = matrix_table(FOUND, [KAFJORD, LYNGEN, STORFJORD], is_whole=True)
    assert csv_of(table, "nb") == [
        ["Samarbeid", "Kafjord", "Lyngen", "Sum"],
        ["IKT", "60,00", "40,00", "100,00"],
        ["Sum", "60,00", "40,00", "100,00"],
    ]


def test_a_part_of_the_payers_has_no_sum_across() -> None:
    (table,) = matrix_table(FOUND, [LYNGEN], is_whole=False)
    assert csv_of(table, "nb") == [
        ["Samarbeid", "Lyngen"],
        ["IKT", "40,00"],
        ["Sum", "40,00"],
    ]
    assert matrix_table(year(parts=PARTS[2:]), [STORFJORD], is_whole=True) == []


def test_each_payers_part_of_a_cooperation() -> None:
    """Who has a budget alone, or a share alone, has no variance, nor has the sum."""
    (table,) = payers_table(FOUND, IKT)
    assert csv_of(table, "nb")[1:] == [
        ["Kafjord", "60,00", "50,00", "10,00", "16,67"],
        ["Lyngen", "40,00", "", "", ""],
        ["Storfjord", "", "5,00", "", ""],
        ["Sum", "100,00", "55,00", "", ""],
    ]
    first, second, third, _ = table.lines
    assert first.cells[2].leads_to == Explanation("ikt", "kafjord", "2018")
    assert (second.cells[2].note, third.cells[1].note) == (
        "ingen andel",
        "budsjettet er ikke fordelt",
    )
    assert third.cells[2].leads_to is None


def test_one_payers_part_of_every_cooperation() -> None:
    (table,) = cooperations_table(FOUND, KAFJORD)
    assert csv_of(table, "nb")[1:] == [
        ["IKT", "60,00", "50,00", "10,00", "16,67"],
        ["Sum", "60,00", "50,00", "10,00", "16,67"],
    ]
    assert cooperations_table(year(), KAFJORD) == []
