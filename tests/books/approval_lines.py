"""Attestations in the books, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.approvals.attested import approvals_of_year
from fellesbok.messages import say

if TYPE_CHECKING:
    from claimbook import Folder


def standing(folder: Folder) -> dict[str, list[str]]:
    """Why each voucher of 2018 lacks what it lacks."""
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2018)
    return {each.number: [say(r, "nb") for r in each.reasons] for each in found}


def last_line(folder: Folder, word: str = "attestasjon") -> int:
    """Where the last line with a word stands."""
    text = (folder.path / "ledger" / "main.beancount").read_text("utf-8")
    return max(n for n, row in enumerate(text.splitlines(), 1) if word in row)
