"""A voucher as somebody writes it field by field, and small books that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.filing.folder import load
from fellesbok.new_voucher.fields import read_fields
from fellesbok.new_voucher.offered import choices

if TYPE_CHECKING:
    from fellesbok.filing.folder import Books
    from fellesbok.new_voucher.fields import Written

SENT = {
    "dato": "2018-04-01",
    "bilag": "",
    "leverandoer": "Leverandør AS",
    "tekst": "Lisenser",
    "konto": "Expenses:IKT",
    "beloep": "12 500,00",
    "betalt": "Liabilities:Utlegg:Nordvik:IKT",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Three municipalities share IKT; number 2018-0007 is taken."""
    folder = Folder(tmp_path_factory.mktemp("bok"))
    numbered = cost("2018-03-01", "600.00").replace(
        '"Kostnad"', '"Kostnad"\n  bilag: "2018-0007"'
    )
    folder.write(rules(), chart(), numbered)
    return load(folder.path / "ledger" / "main.beancount")


def read(books: Books, **changed: str) -> Written:
    """The usual voucher with something else in a field."""
    offered = choices(books.entries, books.agreement)
    return read_fields({**SENT, **changed}, books.entries, books.agreement, offered)
