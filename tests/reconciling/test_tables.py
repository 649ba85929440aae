"""What explains the difference, by kind and line by line."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.messages import say
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import Item
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import Side
from fellesbok.reconciling.tables import lines_table
from fellesbok.reconciling.tables import sums_table
from fellesbok.tables.csv_file import csv_of
from held_by_hand import ours
from held_by_hand import theirs

FOUND = Reconciliation(
    Side.CLAIMS,
    2018,
    (
        Item(
            Outcome.AGREED, Basis.NUMBER, 2018, (ours("100.00"),), (theirs("100.00"),)
        ),
        Item(Outcome.AMOUNT, Basis.KID, 2018, (ours("50.00"),), (theirs("49.99"),)),
        Item(Outcome.AMOUNT, Basis.KID, 2018, (ours("1.00"),), (theirs("1.02"),)),
        Item(
            Outcome.PERIOD,
            Basis.NUMBER,
            2018,
            (ours("7.01"), ours("3.00", claim="")),
            (theirs("7.01", year=2019),),
            "Ført i 2019.",
        ),
        Item(Outcome.MISSING_HERE, Basis.NOT_KNOWN, 2018, (), (theirs("12.00"),)),
    ),
    Decimal("161.01"),
    Decimal("163.01"),
)


def test_the_sums_are_told_by_kind() -> None:
    table = sums_table(FOUND)
    assert csv_of(table, "nb") == [
        ["Funnet", "Poster", "Hos oss", "Hos kommunen", "Forskjell"],
        ["Stemmer", "1", "100,00", "100,00", "0,00"],
        ["Ulikt beløp", "2", "51,00", "51,01", "0,01"],
        ["Ulikt regnskapsår", "1", "10,01", "0,00", "-10,01"],
        ["Mangler hos oss", "1", "0,00", "12,00", "12,00"],
        ["Sum", "", "161,01", "163,01", "2,00"],
    ]
    assert say(table.note or "", "nb").replace("\N{NO-BREAK SPACE}", " ") == (
        "Hos kommunen 163,01 kr, hos oss 161,01 kr. Forskjellen på 2,00 kr er forklart"
        " på øret."
    )


def test_each_line_of_either_side_stands_once() -> None:
    """What is of another year is told beside it, and is in no sum."""
    table = lines_table(FOUND, everything=False)
    heads, *rows = csv_of(table, "nb")
    picked = [heads.index(name) for name in ("Hos oss", "Hos kommunen", "Forskjell")]
    assert [[row[0], *(row[at] for at in picked)] for row in rows] == [
        ["Ulikt beløp", "50,00", "49,99", "-0,01"],
        ["Ulikt beløp", "1,00", "1,02", "0,02"],
        ["Ulikt regnskapsår", "7,01", "", "-7,01"],
        ["Ulikt regnskapsår", "3,00", "", "-3,00"],
        ["Mangler hos oss", "", "12,00", "12,00"],
        ["Sum", "61,01", "63,01", "2,00"],
    ]
    late = table.lines[2].cells
    assert late[9].note == "7,01 i 2019"
    assert [line.cells[-2].value for line in table.lines[2:4]] == ["Ført i 2019.", None]
    assert table.lines[3].cells[1].value is None
    assert len(lines_table(FOUND).lines) == len(table.lines) + 1
