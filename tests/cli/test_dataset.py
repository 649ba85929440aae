"""The command that writes the tables: where it may write, and what it refuses."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from datasets import SETTLED
from fellesbok.dataset import whole
from places import tree
from written_tables import run

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    assert run(tmp_path / "tom").exit_code == 0
    assert (tmp_path / "tom" / whole.CONTENTS).is_file()


def test_the_books_are_never_written_over(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(SETTLED, books)
    before = tree(books)
    for place in (books / "ledger", books):
        assert run(place, books=books).exit_code == 1
    assert tree(books) == before


def test_books_with_errors_are_not_written(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(SETTLED, books)
    with (books / "ledger" / "main.beancount").open("a", encoding="utf-8") as file:
        file.write("\n2025-01-01 balance Assets:Ukjent 1.00 NOK\n")
    done = run(tmp_path / "ut", books=books)
    assert done.exit_code == 1
    assert "Rett feilene i bøkene først" in done.output
    assert not (tmp_path / "ut").exists()
