"""The books of one payer as loaded books: all it may read, or a year of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from beancount.ops import summarize

from fellesbok.viewpoint.part import sight

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.entries.records import Entry


def books_of(books: Books, payer: str) -> Books:
    """The books without what is others' alone.

    Args:
        books: The whole books, in which something is shared.
        payer: The slug of whose part it is.
    """
    seen = sight(list(books.entries), books.settled, payer)
    return replace(books, entries=seen.entries, shared=seen.shared)


def entries_of_year(books: Books, year: int) -> list[Entry]:
    """A year of the books, with what was brought into it, as Fava shows a period."""
    days = date(year, 1, 1), date(year + 1, 1, 1)
    entries, _ = summarize.clamp_opt(list(books.entries), *days, books.options)
    return list(entries)
