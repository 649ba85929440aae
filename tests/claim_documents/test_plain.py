"""A claim as rows: what is claimed, how it came about, and its vouchers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.plain import plain
from fellesbok.tables.csv_file import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.claim_documents.content import ClaimPaper


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def rows(paper: ClaimPaper, language: str = "nb") -> list[list[str]]:
    text = plain(paper, language).decode().removeprefix(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def kroner(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_the_lines_add_up_to_the_claim_and_the_vouchers_to_what_is_shared(
    books: Books,
) -> None:
    paper = documents(settlement(books), books).paper
    told = rows(paper)
    assert told[0] == ["Krav ytrefjord-2019-0001"]
    lines = told[2 : 2 + len(paper.reckoning.lines)]
    assert lines[0] == ["Andel av regnskapet 2018", "387368,24"]
    assert sum(kroner(amount) for _, amount in lines) == Decimal("6162.09")
    head = told.index(["Bilag", "Dato", "Tekst", "Beløp (kr)"])
    vouchers = told[head + 1 :]
    assert len(vouchers) == len(paper.attachment.vouchers)
    assert sum(kroner(row[3]) for row in vouchers) == Decimal("1219397.65")


def test_a_claim_without_vouchers_has_no_headings_for_them(books: Books) -> None:
    paper = documents(settlement(books), books).paper
    bare = replace(paper, attachment=replace(paper.attachment, vouchers=()))
    assert ["Bilag", "Dato", "Tekst", "Beløp (kr)"] not in rows(bare)
    assert rows(bare)[:3] == rows(paper)[:3]


def test_words_are_english_and_amounts_open_in_the_same_spreadsheet(
    books: Books,
) -> None:
    told = rows(documents(settlement(books), books).paper, "en")
    assert ["Share of the accounts 2018", "387368,24"] in told
    assert ["Voucher", "Date", "Text", "Amount (NOK)"] in told
