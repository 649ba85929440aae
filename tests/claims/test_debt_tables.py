"""What each payer owes, line by line, with the sums; what nobody has is no column."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.claims.debt_tables import each_owes_table
from fellesbok.claims.owed import Owed
from fellesbok.claims.unpaid import Unpaid
from fellesbok.sharing.records import Parts
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Statement
from items_by_hand import MARCH
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN

UNPAID = Unpaid(MARCH, 2, Decimal("60.00"), Decimal("20.00"), 13, Decimal("5.00"))
HOST = Owed(KAFJORD, "2018", Parts(None, Decimal("7.00"), None, None), None)
MEMBER = Owed(
    LYNGEN, "2018", Parts(None, None, Decimal("40.00"), Decimal("100.00")), UNPAID
)


def test_a_line_for_each_and_a_figure_that_one_lacks_is_blank() -> None:
    table = each_owes_table([HOST, MEMBER], "2018")
    assert csv_of(table, "nb") == [
        [
            *("Betaler", "Å betale for perioden", "Forfaller senere"),
            *("Egen andel som vert", "Krevd og ikke betalt", "Forfalt"),
        ],
        ["Kafjord", "", "", "7,00", "", ""],
        ["Lyngen", "100,00", "40,00", "", "60,00", "20,00"],
        ["Sum", "100,00", "40,00", "7,00", "60,00", "20,00"],
    ]
    assert table.lines[1].cells[1].leads_to == Statement("lyngen", "2018")


def test_where_nothing_was_ever_claimed_there_are_no_columns_of_claims() -> None:
    heads, *_ = csv_of(each_owes_table([HOST], "2018"), "nb")
    assert heads == ["Betaler", "Å betale for perioden", "Egen andel som vert"]
