"""What is written field by field is filed as one transaction, and as nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.parser import parser
from hypothesis import given
from hypothesis import reject
from hypothesis import strategies as st

from fellesbok.entries.kinds import transactions
from fellesbok.entries.printing import printed
from fellesbok.filing.reading_back import differing
from fellesbok.filing.writing import Paper
from fellesbok.new_voucher.as_filed import filing_of
from fellesbok.new_voucher.as_filed import transaction
from fellesbok.new_voucher.as_filed import tried
from fellesbok.new_voucher.fields import FieldsError
from written_fields import books as books  # noqa: PLC0414 -- a fixture
from written_fields import read

if TYPE_CHECKING:
    from fellesbok.filing.folder import Books


def test_the_cost_and_who_paid_it_add_up_to_nothing(books: Books) -> None:
    (entry,) = transactions([transaction(read(books, bilag="2018-0009"), "", books)])
    assert (entry.date, entry.flag) == (date(2018, 4, 1), "*")
    assert (entry.payee, entry.narration) == ("Leverandør AS", "Lisenser")
    assert [(p.account, str(p.units)) for p in entry.postings] == [
        ("Expenses:IKT", "12500.00 NOK"),
        ("Liabilities:Utlegg:Nordvik:IKT", "-12500.00 NOK"),
    ]
    assert entry.meta["bilag"] == "2018-0009"
    assert "document" not in entry.meta


def test_a_voucher_without_a_supplier_has_none(books: Books) -> None:
    (entry,) = transactions([transaction(read(books, leverandoer=""), "", books)])
    assert entry.payee is None


def test_its_document_is_filed_under_the_cost_and_named_in_it(books: Books) -> None:
    paper = Paper("kvittering.pdf", b"%PDF", "Assets:Bank")
    written = read(books, bilag="2018-0009")
    filing = filing_of(written, paper, books)
    assert [(p.name, p.content, p.account) for p in filing.papers] == [
        ("kvittering.pdf", b"%PDF", "Expenses:IKT")
    ]
    (entry,) = filing.entries
    assert entry.meta["document"] == "kvittering.pdf"
    assert (filing.day, filing.source) == (date(2018, 4, 1), "bilag-2018-0009")
    assert filing_of(written, None, books).papers == ()


def test_it_is_tried_as_it_will_be_read_where_it_will_stand(books: Books) -> None:
    """The document is not there yet, so the voucher is tried without it."""
    paper = Paper("kvittering.pdf", b"%PDF", "Assets:Bank")
    name, text, (entry,) = tried(filing_of(read(books), paper, books))
    assert name.startswith("skrevet/")
    assert "kvittering.pdf" in text
    assert entry.meta["filename"] == name
    assert "document" not in entry.meta
    assert entry.narration == "Lisenser"


SIGNS = st.sampled_from('"\\\r\n\t;{}#^*! aæ0-') | st.characters(
    categories=["L", "N", "P", "S", "Zs"]
)


@given(payee=st.text(SIGNS, max_size=40), words=st.text(SIGNS, min_size=1, max_size=60))
def test_a_text_is_read_back_as_itself_and_as_nothing_else(
    books: Books, payee: str, words: str
) -> None:
    """Quotes, line ends, a lone CR, and a backslash at the end among them."""
    try:
        written = read(books, leverandoer=payee, tekst=words)
    except FieldsError:
        reject()
    entry = transaction(written, "", books)
    found, errors, options = parser.parse_string(printed(entry))
    assert not errors
    assert not options["include"]
    assert differing([entry], found) is None
    assert [getattr(e, "narration", None) for e in found] == [" ".join(words.split())]


@pytest.mark.parametrize(
    "end", ["\\", '"', '\\"', "\r", "\n2018-01-01 open Assets:A", "#x ^y"]
)
def test_a_text_never_becomes_a_directive(books: Books, end: str) -> None:
    entry = transaction(read(books, tekst=f"Lisens{end}"), "", books)

    found, errors, _ = parser.parse_string(printed(entry))

    assert not errors
    assert [type(e) for e in found] == [data.Transaction]
    assert not getattr(found[0], "tags", None)
