"""Books as they are loaded for readers: what is told of them is of what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.proof.revision import OPTION
from fellesbok.proof.revision import files_revision
from fellesbok.web.access import loading
from fellesbok.web.access.loading import load_whole

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_revision_is_that_of_the_files(seen_books: Path) -> None:
    load = load_whole(seen_books)
    assert load.options[OPTION] == files_revision(seen_books, load.options["include"])
    assert load.texts


def test_books_that_never_stand_still_have_no_revision(
    seen_books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_stood_still", lambda *_: False)
    load = load_whole(seen_books)
    assert not load.texts
    assert load.options[OPTION] == ""


def test_books_that_cannot_be_digested_have_no_revision(
    seen_books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(loading, "files_revision", gone)
    assert load_whole(seen_books).options[OPTION] == ""
