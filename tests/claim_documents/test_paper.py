"""The paper can be read, is the same everywhere, and holds nothing that runs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.claim_documents import documents
from two_machines import told_by_both

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")

MAKE = """
import sys
from pathlib import Path
from claim_books import settlement
from fellesbok.books import load_books
from fellesbok.claim_documents import documents
books = load_books(Path(sys.argv[1]))
made = documents(settlement(books), books)
print(made.html, made.pdf, made.ehf)
"""


def test_the_same_bytes_on_every_machine(books: Books, tmp_path: Path) -> None:
    first, second = told_by_both(MAKE, books.main, folder=tmp_path)
    assert "%PDF" in first
    assert "Invoice" in first
    assert first == second


@pytest.mark.usefixtures("drawn_pdf")
def test_the_pdf_can_be_read(books: Books) -> None:
    made = documents(settlement(books), books)
    assert made.pdf is not None
    reader = PdfReader(io.BytesIO(made.pdf))
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")
    for piece in ("Krav", "6 162,09 kr", "201900016", "9999 01 00019", "Vedlegg"):
        assert piece in text, piece
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert "ytrefjord-2019-0001" in reader.metadata.title
