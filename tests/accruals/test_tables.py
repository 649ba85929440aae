"""What a year lacks as a table: an amount that nobody states is no zero."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.accruals.cutoff import Awaited
from fellesbok.accruals.tables import cutoff_table
from fellesbok.accruals.tables import with_sum
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import SourceLine
from lacking_by_hand import lacking

STATED = lacking(Decimal("127000.00"))
CLAIM = lacking(
    None, awaited=Awaited.REFUND, sender="", source="949", quote="trege med kravet"
)


def short(path: str) -> str:
    """The path of a file as it is shown."""
    return path.removeprefix("/srv/")


def test_a_line_says_who_what_since_when_and_where() -> None:
    table = cutoff_table([STATED, CLAIM], short)
    day, place = "2018-12-31", "ledger/main.beancount:7"
    text = "Arbeid i 2018"
    assert csv_of(table, "nb")[1:] == [
        ["IKT", "faktura", "Halti", text, day, "31", "127000,00", "", place],
        [
            *("IKT", "refusjonskrav", "ikke oppgitt", text, day, "31", "ikke oppgitt"),
            *("linje 949: «trege med kravet»", place),
        ],
    ]
    where = SourceLine("/srv/ledger/main.beancount", 7)
    stated, claim = table.lines
    assert stated.cells[6].leads_to == stated.cells[8].leads_to == where
    assert claim.cells[6].leads_to is None
    assert claim.cells[7].leads_to == where


def test_a_sum_is_of_what_is_stated_and_stands_where_there_are_several() -> None:
    two = with_sum(cutoff_table([STATED, CLAIM, STATED], short))
    assert csv_of(two, "nb")[-1] == ["Sum", *[""] * 5, "254000,00", "", ""]
    one = cutoff_table([STATED], short)
    assert with_sum(one) is one
