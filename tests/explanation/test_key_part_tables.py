"""A line a payer and a column a part; each part is rounded, and the lines foot."""

from __future__ import annotations

from fellesbok.explanation.key_part_tables import parts_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Explanation
from key_parts_by_hand import IKT
from key_parts_by_hand import PARTS
from key_parts_by_hand import PAYERS


def test_what_is_rounded_stands_beside_the_parts() -> None:
    table = parts_table(PARTS, IKT, PAYERS, sees_all=True)
    assert csv_of(table, "nb") == [
        ["Betaler", "likt", "grunnbeløp", "Avrunding", "Andeler i alt"],
        ["Kafjord", "66,67", "", "-0,01", "66,66"],
        ["Lyngen", "33,33", "10,00", "0,01", "43,34"],
        ["Sum", "100,00", "10,00", "0,00", "110,00"],
    ]
    share = table.lines[1].cells[-1]
    assert share.leads_to == Explanation("ikt", "lyngen", "2018")


def test_of_some_payers_or_of_one_there_is_no_sum() -> None:
    some = parts_table(PARTS, IKT, PAYERS, sees_all=False)
    assert [line.role for line in some.lines] == ["line", "line"]
    one = parts_table(PARTS, IKT, PAYERS[1:2], sees_all=True)
    assert len(one.lines) == 1


def test_who_bears_nothing_of_it_has_no_line() -> None:
    lines = parts_table(PARTS, IKT, PAYERS, sees_all=True).lines
    assert [line.cells[0].value for line in lines] == ["Kafjord", "Lyngen", "Sum"]
