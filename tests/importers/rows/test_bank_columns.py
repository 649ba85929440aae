"""The columns of a bank's table are found by name or number, or told of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_tables import OWN
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.rows.bank_columns import IN
from fellesbok_importers.rows.bank_columns import OUT
from fellesbok_importers.rows.bank_columns import Cells
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row

if TYPE_CHECKING:
    from fellesbok_importers.faults import Fault

PROFILE = profile_of(OWN, "p.yaml")


def found(*names: str) -> tuple[Cells, list[str]]:
    faults: list[Fault] = []
    cells = Cells("konto.csv", PROFILE, Headings((Row(1, names),)), faults)
    return cells, [f"{fault.row}: {fault.column}: {fault.expected}" for fault in faults]


def test_each_column_is_read_wherever_it_stands() -> None:
    cells, told = found("KID", "saldo", "Beløp", "TEKST", "Dato", "Arkivref")
    assert told == []
    row = Row(2, ("0123", Decimal("10.50"), "1,00", " a\n b", "5.3.2018", "x"))
    assert cells.text(row, "kid") == "0123"
    assert cells.text(row, "balance") == "10.50"
    assert cells.text(row, "text") == "a b"
    assert cells.cell(row, "amount") == "1,00"
    assert cells.cell(row, "paid_in") == ""
    assert cells.cell(Row(3, ("1",)), "date") == ""
    assert cells.label("amount") == "Beløp"
    assert cells.label("paid_in") == "paid_in"


def test_every_column_that_is_lacking_or_stands_twice_is_told() -> None:
    cells, told = found("Dato", "Tekst", "Saldo", "Saldo")
    assert told == [
        "1: Beløp: Kolonnen mangler. Filen har Dato, Tekst, Saldo, Saldo.",
        ("1: Saldo: Kolonnen står flere ganger (3, 4); gi nummeret på den i profilen."),
        "1: KID: Kolonnen mangler. Filen har Dato, Tekst, Saldo, Saldo.",
    ]
    assert cells.places == {"date": 0, "text": 1}


def test_what_nobody_reads_is_known() -> None:
    headings = Headings((Row(1, ("Dato", "Tekst", "Beløp", "Saldo", "KID", "", "x")),))
    cells = Cells("konto.csv", PROFILE, headings, [])
    rest = cells.unread(PROFILE, headings)
    assert rest.unused == ("x",)
    assert rest.used == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("word", ["d", "debet", "ut", "-"])
def test_what_goes_out_of_an_account_never_comes_in(word: str) -> None:
    """Seen from whoever owns the account: what the bank debits, goes out."""
    assert word in OUT
    assert not IN & OUT
