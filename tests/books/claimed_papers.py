"""What a claim's documents say, as text and as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from lxml import html as lxml_html

from claim_books import claimed_year
from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import ClaimDocuments
from fellesbok.claim_documents import documents

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.books import Books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The region's year with the instalments of Midtfjord."""
    return claimed_year(tmp_path_factory.mktemp("books"))


def lines(made: ClaimDocuments) -> list[tuple[str, Decimal]]:
    return [(str(line.label), line.amount) for line in made.paper.reckoning.lines]


def background(made: ClaimDocuments) -> list[tuple[str, Decimal]]:
    return [(str(line.label), line.amount) for line in made.paper.reckoning.background]


def text_of(page: bytes) -> str:
    """What a person reads of a page, one piece a line."""
    root = lxml_html.fromstring(page.decode())
    for style in root.iter("style"):
        style.text = ""
    pieces = (" ".join(str(piece).split()) for piece in root.itertext())
    return "\n".join(piece for piece in pieces if piece) + "\n"


def refusal(asked: Any, books: Books) -> str:  # noqa: ANN401 -- a claim
    with pytest.raises(CannotDocumentError) as caught:
        documents(asked, books)
    return str(caught.value.text)
