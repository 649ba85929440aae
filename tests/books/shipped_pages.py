"""The books of this repository with our pages, once for a file of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.books import Books
from fellesbok.books import load_books
from pagebook import copy_of_books
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared
    from pagebook import Reader


IKT = "IKT-samarbeidet i Nord-Troms"


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These books, with our pages."""
    return copy_of_books(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def reader(main: Path) -> Reader:
    """The accountant, who reads everything."""
    return reader_of(main)


@pytest.fixture(scope="module")
def books(main: Path) -> Books:
    """The books without Fava."""
    return load_books(main)


@pytest.fixture(scope="module")
def shared(books: Books) -> Shared:
    """What the plugin kept."""
    assert books.shared is not None
    return books.shared
