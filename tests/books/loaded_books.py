"""Books that lie still, loaded once for all tests of a process that read them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fellesbok.books import load_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


@cache
def books_in(folder: Path) -> Books:
    """The books of a folder that no test writes in."""
    return load_books(folder / "ledger" / "main.beancount")
