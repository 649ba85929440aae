"""A claim's documents: what they are made of, and what there is where one lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claim_books import claim
from claim_books import instalments
from claim_books import make_claim_books
from claim_books import settlement
from claim_books import written
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import documents
from fellesbok.entries.claim import ClaimKind
from fellesbok.pdf import typesetter

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_the_claim_may_stand_in_the_books_already(tmp_path: Path, books: Books) -> None:
    made = settlement(books)
    text = "".join(map(written, [*instalments(books), made]))
    after = make_claim_books(tmp_path, claims=text)
    assert documents(made, after).html == documents(made, books).html


def test_claims_of_the_same_run_count(books: Books, tmp_path: Path) -> None:
    """None of them is written yet; each counts for those that come after it."""
    before_run = make_claim_books(tmp_path)
    run = [*instalments(books), settlement(books)]
    for asked in run:
        now = documents(asked, before_run, also=run)
        assert now.paper.reckoning == documents(asked, books).paper.reckoning
    with pytest.raises(CannotDocumentError):
        documents(run[-1], before_run)


def test_nothing_is_invoiced_for_nothing(books: Books, tmp_path: Path) -> None:
    text = "".join(map(written, [*instalments(books), settlement(books)]))
    after = make_claim_books(tmp_path, claims=text)
    asked = claim(after, 2, ClaimKind.SETTLEMENT, "0.00", day=date(2019, 3, 1))
    made = documents(asked, after)
    assert made.why_no_ehf == (
        "Kravet er på 0,00 kr, så det er ingenting å fakturere.",
    )


@pytest.mark.usefixtures("drawn_pdf")
def test_without_what_makes_pdf_the_attachment_is_csv(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter, "find_spec", lambda _name: None)
    made = documents(settlement(books), books)
    assert made.pdf is None
    assert made.why_no_pdf == ("PDF krever Typst: pip install 'fellesbok[pdf]'.",)
    assert made.attachment_name == "krav-ytrefjord-2019-0001.csv"
    assert made.ehf is not None
    assert b'mimeCode="text/csv"' in made.ehf
