"""The list for the access point has each e-invoice once, and its sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claim_books import credit_note
from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import payload
from fellesbok.claim_documents import payload_table
from fellesbok.contradictions import ContradictionError
from fellesbok.tables import text as terminal
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text

if TYPE_CHECKING:
    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_the_list_for_the_access_point_has_its_sum(books: Books) -> None:
    made = [documents(c, books) for c in (settlement(books), credit_note(books))]
    listed = payload_table([payload(m) for m in made])
    total = made[0].claim.amount + made[1].claim.amount
    assert listed.lines[-1].cells[3].value == total
    assert csv_text(csv_of(listed, "nb")).splitlines()[1:] == [
        (
            "ytrefjord-2018-0005;Midtfjord;310000027;-95301,53;;;"
            "krav-ytrefjord-2018-0005.xml"
        ),
        (
            "ytrefjord-2019-0001;Midtfjord;310000027;6162,09;201900016;2019-03-03;"
            "krav-ytrefjord-2019-0001.xml"
        ),
        "Sum (2 filer);;;-89139,44;;;",
    ]
    text = terminal.text_of(listed, "nb").replace("\xa0", " ")
    assert "-89 139,44" in text
    assert "6 162,09" in text


def test_no_file_stands_twice_on_the_list(books: Books) -> None:
    one = payload(documents(settlement(books), books))
    with pytest.raises(ContradictionError):
        payload_table([one, one])
