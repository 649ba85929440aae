"""The budgets of the books of 2018, beside their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.books import Books
from fellesbok.books import load_books
from pagebook import copy_of_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared


IKT = "IKT-samarbeidet i Nord-Troms"


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These books, with our pages."""
    return copy_of_books(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def books(main: Path) -> Books:
    """The books without Fava."""
    return load_books(main)


@pytest.fixture(scope="module")
def shared(books: Books) -> Shared:
    """What the plugin kept."""
    assert books.shared is not None
    return books.shared
