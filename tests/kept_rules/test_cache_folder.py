"""The folder for what is kept is whole and bounded, and the user alone may write it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fellesbok import kept_rules
from fellesbok.kept_rules import cache_folder
from fellesbok.kept_rules import rules_of
from kept_books import books as books  # noqa: PLC0414 -- a fixture
from kept_books import caches as caches  # noqa: PLC0414 -- a fixture
from kept_books import is_used
from kept_books import only
from kept_books import put
from kept_books import rules
from systems import needs


@needs("geteuid")
@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o777])
def test_what_others_may_write_is_not_used(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch, what: str, mode: int
) -> None:
    rules_of(rules(books), books)
    (only(caches) if what == "file" else caches).chmod(mode | 0o700)
    assert not is_used(books, monkeypatch)


@needs("chown", root=True)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_another_user_owns_is_not_used(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    rules_of(rules(books), books)
    os.chown(only(caches) if what == "file" else caches, 12345, 12345)
    assert not is_used(books, monkeypatch)


def test_a_link_is_not_followed(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_of(rules(books), books)
    kept = only(caches)
    there = books / "kept.json"
    kept.rename(there)
    kept.symlink_to(there)
    assert not is_used(books, monkeypatch)


@pytest.mark.parametrize("inside", ["", "ledger", ".cache"])
def test_nothing_is_kept_in_the_books(
    books: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(books / inside))
    before = sorted(books.rglob("*"))
    assert not is_used(books, monkeypatch)
    assert not is_used(books, monkeypatch)
    assert sorted(books.rglob("*")) == before


def test_a_cache_folder_that_is_not_whole_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    for named in ("", "relative", "./x"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache_folder.cache_folder() == Path("/somewhere/.cache/fellesbok")


def test_where_nothing_can_be_kept_all_is_as_before(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert not is_used(books, monkeypatch)
    assert not is_used(books, monkeypatch)


def test_what_is_kept_is_the_users_alone_and_bounded(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(cache_folder.RULES, most_files=2)
    monkeypatch.setattr(kept_rules, "RULES", few)
    assert caches.parent.is_dir()
    for name in ("a", "b", "c"):
        there = put(books / name)
        assert not rules_of(rules(there), there).faults
    assert caches.stat().st_mode & 0o777 == 0o700
    assert [each.stat().st_mode & 0o777 for each in caches.iterdir()] == [0o600] * 2
