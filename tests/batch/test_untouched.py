"""A region is done again unless it is sure that nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok.batch import untouched
from fellesbok.books import load_books
from small_regions import small_regions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fellesbok.books import Books

ASKED = {"format": "csv", "certify": "none"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The books of a region."""
    (found,) = small_regions(tmp_path, 1)
    return found


def loaded(root: Path) -> Books:
    """The books as they are."""
    return load_books(root / "ledger" / "main.beancount")


def changed(root: Path) -> None:
    main = root / "ledger" / "2020.beancount"
    main.write_text(main.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def added(root: Path) -> None:
    (root / "ledger" / "notat.txt").write_text("", encoding="utf-8")


def lost(root: Path) -> None:
    (root / "ledger" / "2015.beancount").unlink()


def renamed(root: Path) -> None:
    (root / "ledger" / "2015.beancount").rename(root / "ledger" / "2014.beancount")


@pytest.mark.parametrize("change", [changed, added, lost, renamed])
def test_whatever_changes_in_the_folder_changes_its_digest(
    root: Path, change: Callable[[Path], None]
) -> None:
    before = untouched.folder_digest(root)
    assert before == untouched.folder_digest(root)
    change(root)
    assert untouched.folder_digest(root) not in {before, None}


def test_what_is_hidden_is_no_part_of_the_books(root: Path) -> None:
    before = untouched.folder_digest(root)
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (root / "ledger" / ".main.beancount.picklecache").write_bytes(b"x")
    assert untouched.folder_digest(root) == before


def test_what_a_link_leads_to_is_not_looked_at(root: Path, tmp_path: Path) -> None:
    (root / "lenke").symlink_to(tmp_path)
    assert untouched.folder_digest(root) is None
    assert untouched.made_of(root, None, loaded(root), ASKED) is None


def test_books_that_are_known_are_known_by_folder_programs_and_wishes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = untouched.folder_digest(root)
    made = untouched.made_of(root, digest, loaded(root), ASKED)
    assert made is not None
    assert (made["folder"], made["asked"]) == (digest, ASKED)
    monkeypatch.setattr(untouched, "__version__", "9.9")
    assert untouched.made_of(root, digest, loaded(root), ASKED) != made


def test_a_file_outside_the_folder_or_a_hidden_one_makes_it_unsure(
    root: Path, tmp_path: Path
) -> None:
    books = loaded(root)
    for path in (tmp_path / "felles.beancount", root / ".skjult" / "a.beancount"):
        options = {**books.options, "include": [str(path)]}
        read = replace(books, options=options)
        assert untouched.made_of(root, "sha", read, ASKED) is None


def test_a_plugin_of_others_makes_it_unsure(root: Path) -> None:
    books = loaded(root)
    known = [*books.options["plugin"], ("beancount.plugins.implicit_prices", None)]
    for plugins, is_sure in ((known, True), ([*known, ("deres.plugin", None)], False)):
        read = replace(books, options={**books.options, "plugin": plugins})
        made = untouched.made_of(root, "sha", read, ASKED)
        assert (made is not None) is is_sure


def test_what_an_earlier_run_wrote_holds_only_where_it_says_so(root: Path) -> None:
    assert untouched.earlier(root / "borte", "sha", ASKED) is None
    assert untouched.earlier(root, None, ASKED) is None
