"""Beancount's load cache is code: none of our commands reads one, or makes one.

Books from others may come with a ``.main.beancount.picklecache``; whoever unpickles it
runs what stands in it.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from beancount import loader

from fellesbok.entries.book_files import read_books
from fellesbok.filing.reading_back import CHECK
from load_cache import cache as cache  # noqa: PLC0414 -- a fixture
from stopped_books import CASES
from stopped_books import READS
from stopped_books import claimed
from stopped_books import files
from stopped_books import quick_papers
from stopped_books import run

__all__ = ("quick_papers",)
pytestmark = pytest.mark.usefixtures("cache")


class Code:
    """What runs when it is unpickled: it makes a file."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.made,)


def caches(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if "cache" in path.name)


def planted(ledger: Path, made: Path) -> list[Path]:
    """Caches with code in them, where Beancount would look."""
    paths = [ledger / f".{name}.picklecache" for name in ("main.beancount", CHECK)]
    for path in paths:
        path.write_bytes(pickle.dumps(Code(made)))
    return paths


def test_beancount_itself_would_run_it(tmp_path: Path) -> None:
    """Or the tests below could not fail."""
    claimed(tmp_path)
    made = tmp_path / "kjørt"
    planted(tmp_path / "bok" / "ledger", made)
    with pytest.raises(TypeError):  # what was unpickled are no books
        loader.load_file(str(tmp_path / "bok" / "ledger" / "main.beancount"))
    assert made.exists()


@pytest.mark.parametrize("name", [*CASES, *READS])
def test_code_in_the_folder_of_the_books_is_not_run(name: str, tmp_path: Path) -> None:
    case = CASES[name] if name in CASES else READS[name]
    case.make(tmp_path)
    assert caches(tmp_path) == []
    made = tmp_path / "kjørt"
    paths = planted(tmp_path / "bok" / "ledger", made)
    before = [path.read_bytes() for path in paths]
    done = run(tmp_path, case.command)
    assert done.exit_code == 0, done.output
    assert not made.exists()
    assert [path.read_bytes() for path in paths] == before, "nor made anew"


def test_a_name_of_the_cache_from_the_environment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(tmp_path)
    made, elsewhere = tmp_path / "kjørt", tmp_path / "mellomlager"
    elsewhere.write_bytes(pickle.dumps(Code(made)))
    monkeypatch.setenv("BEANCOUNT_LOAD_CACHE_FILENAME", str(elsewhere))
    loader.initialize(use_cache=True)
    read_books(tmp_path / "bok" / "ledger" / "main.beancount")
    assert not made.exists()


def test_no_command_leaves_the_books_in_a_cache(tmp_path: Path) -> None:
    """It would be readable for all, though the books are closed."""
    claimed(tmp_path)
    before = files(tmp_path)
    assert run(tmp_path, ("check",)).exit_code == 0
    assert run(tmp_path, ("shares",)).exit_code == 0
    assert files(tmp_path) == before
    assert caches(tmp_path) == []
