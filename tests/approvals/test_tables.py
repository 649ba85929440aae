"""Each voucher with who signed it and what it lacks; blank is nothing."""

from __future__ import annotations

from approvals_by_hand import voucher
from fellesbok.approvals.tables import approvals_table
from fellesbok.messages import say
from fellesbok.tables.csv_file import csv_of


def test_a_line_for_each_voucher_and_how_many_are_whole() -> None:
    whole = voucher(attested="Leder", approved="Rådmann")
    table = approvals_table([whole, voucher("9999.99", number="")], 2018)
    heads, first, second = csv_of(table, "nb")
    told = dict(zip(heads, first, strict=True))
    assert told["Bilag"] == "7"
    assert told["Bilagets beløp"] == "12000,00"
    assert (told["Attestert av"], told["Anvist av"]) == ("Leder", "Rådmann")
    assert told["Mangler"] == ""
    told = dict(zip(heads, second, strict=True))
    assert (told["Bilag"], told["Attestert av"]) == ("–", "")
    assert told["Mangler"].startswith("har ikke bilagsnummer")
    assert say(table.note or "", "nb").startswith(
        "1 av 2 bilag har det avtalen krever; 1 mangler noe."
    )
    texts = [line.cells[2].value for line in table.lines]
    assert texts == ["Firma – Server"] * 2
    assert table.lines[0].cells[6].note == "01.05.2018"


def test_what_lacks_is_told_reason_by_reason() -> None:
    table = approvals_table([voucher()], 2018)
    assert table.lines[0].cells[-1].value == "ikke attestert; ikke anvist"
