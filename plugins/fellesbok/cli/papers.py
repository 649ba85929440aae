"""The documents of a claim: the one place where they are made for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.claims import Claim
    from fellesbok.filing.writing import Paper


def papers_of(claim: Claim, books: Books) -> tuple[Paper, ...]:  # noqa: ARG001 -- what documents are made of
    """The documents of a claim, filed with it and named by it; none are made yet."""
    return ()
