"""The revision is of the files and what they are called, wherever they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.revision import book_files
from fellesbok.proof.revision import books_revision
from fellesbok.proof.revision import files_revision
from fellesbok.proof.revision import revision_of
from small_proof import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


def two(folder: Path, text: str = "b") -> tuple[Path, list[str]]:
    """A main file and one that it includes."""
    (folder / "ledger").mkdir(parents=True)
    main, rules = folder / "ledger" / "main.beancount", folder / "rules.yaml"
    main.write_text("a", encoding="utf-8")
    rules.write_text(text, encoding="utf-8")
    return main, [str(rules), str(main)]


def test_the_same_files_in_another_place_are_the_same_books(tmp_path: Path) -> None:
    one = files_revision(*two(tmp_path / "en"))
    assert one == files_revision(*two(tmp_path / "to"))
    told = {"ledger/main.beancount": digest(b"a"), "rules.yaml": digest(b"b")}
    assert one == revision_of(told) == digest(canonical(told))


def test_one_letter_makes_other_books(tmp_path: Path) -> None:
    one = files_revision(*two(tmp_path / "en"))
    assert one != files_revision(*two(tmp_path / "to", "B"))


def test_a_file_that_is_gone_has_no_revision(tmp_path: Path) -> None:
    main, include = two(tmp_path / "en")
    with pytest.raises(OSError, match=r"borte\.beancount"):
        files_revision(main, [*include, str(tmp_path / "borte.beancount")])


def test_loaded_books_are_those_that_they_were_loaded_from(small: Books) -> None:
    names = sorted(book_files(small).values())
    assert names == ["allocation_rules.yaml", "ledger/main.beancount"]
    files = {
        name: digest(path.read_bytes()) for path, name in book_files(small).items()
    }
    assert books_revision(small) == revision_of(files)
