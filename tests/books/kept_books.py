"""Books whose rules are kept, and whether what is kept is used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok import kept_rules
from fellesbok.kept_rules import cache_folder
from fellesbok.kept_rules import rules_of
from fellesbok.rules import examine_rules
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


STATISTIC = "ledger/statistics/population.csv"


@pytest.fixture(autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for caches that is the user's own."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder / "fellesbok"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder with the rules of these books, and the statistics that they name."""
    return put(tmp_path)


@pytest.fixture
def asked_anew() -> Iterator[None]:
    """The programme is asked what it is, now and after the test."""
    cache_folder.same_programme.cache_clear()
    yield
    cache_folder.same_programme.cache_clear()


def put(folder: Path) -> Path:
    """The rules of these books put in a folder."""
    for name in ("allocation_rules.yaml", STATISTIC):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((HOUSE / name).read_bytes())
    return folder


def rules(books: Path) -> Path:
    return books / "allocation_rules.yaml"


def changed(path: Path, before: str, after: str) -> None:
    """Another text of the same length and the same time."""
    stamp = path.stat()
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def only(caches: Path) -> Path:
    """The one file that is kept."""
    [found] = caches.iterdir()
    return found


def is_used(books: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether what is kept is used; either way the rules are what they are."""
    reads: list[Path] = []

    def read(path: Path, **more: Any) -> Any:  # noqa: ANN401 -- as it is
        reads.append(path)
        return examine_rules(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(kept_rules, "examine_rules", read)
        found = rules_of(rules(books), books)
    assert found == examine_rules(rules(books))
    return not reads
