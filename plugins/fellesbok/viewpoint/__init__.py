"""The part of the books that one reader may see (*innsyn*).

Comes in: loaded books, and who reads.
Goes out: the entries and what the plugin kept, without what is others' alone.
Handbook: docs/serving.md
"""

from __future__ import annotations

from fellesbok.viewpoint.one_payer import books_of
from fellesbok.viewpoint.one_payer import entries_of_year
from fellesbok.viewpoint.part import sight

__all__ = [
    "books_of",
    "entries_of_year",
    "sight",
]
