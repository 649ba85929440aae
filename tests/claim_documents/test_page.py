"""A claim as one page: nothing breaks out of it, and it is told in English too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claim_books import claim
from claim_books import claimed_year
from claim_books import credit_note
from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from claimed_papers import text_of
from fellesbok.claim_documents import documents
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")
HOSTILE = "<script>alert(1)</script>\x0b"


def test_nothing_in_the_books_can_break_out(tmp_path: Path) -> None:
    after = claimed_year(tmp_path)
    asked = credit_note(after)
    hostile = claim(
        after,
        5,
        ClaimKind.CREDIT,
        str(asked.amount),
        day=asked.day,
        credited=asked.credits,
        reason=HOSTILE,
    )
    made = documents(hostile, after)
    assert b"<script" not in made.html
    assert made.ehf is not None
    assert b"<script" not in made.ehf


def test_in_english(books: Books) -> None:
    text = text_of(documents(settlement(books), books, "en").html)
    assert "Claim 0" not in text
    for piece in ("To pay", "Share of the accounts 2018", "How to check it"):
        assert piece in text, piece
