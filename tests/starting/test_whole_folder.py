"""A folder of books is there whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.starting import whole_folder
from fellesbok.starting.whole_folder import MAIN
from fellesbok.starting.whole_folder import make_whole
from fellesbok.starting.whole_folder import put_in_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = {MAIN: b"; bok", "allocation_rules.yaml": b"region: Vika"}


def fill(folder: Path) -> None:
    for name, content in FILES.items():
        put_in_folder(folder / name, content)


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("is_there", [False, True])
def test_it_is_made_where_nothing_is_or_in_an_empty_folder(
    tmp_path: Path, *, is_there: bool
) -> None:
    folder = tmp_path / "over" / "bok"
    if is_there:
        folder.mkdir(parents=True)
    make_whole(folder, fill)
    assert held(folder) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["bok"]


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_bytes(b"x")
    for place in (tmp_path, tmp_path / "brev.txt"):
        with pytest.raises(CannotFileError, match="ikke tom"):
            make_whole(place, fill)
    assert held(tmp_path) == {"brev.txt": b"x"}


def test_the_file_that_makes_it_books_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who looks into a folder that was empty finds no books until all are there."""
    put: list[str] = []

    def noting(path: Path, content: bytes) -> None:
        put.append(path.name)
        put_in_folder(path, content)

    monkeypatch.setattr(whole_folder, "put_in_folder", noting)
    make_whole(tmp_path, fill)
    assert put == ["allocation_rules.yaml", "main.beancount"]


def refused(folder: Path) -> None:
    fill(folder)
    raise CannotFileError("Nei.")  # type: ignore[arg-type]


def cut_off(folder: Path) -> None:
    fill(folder)
    raise KeyboardInterrupt


@pytest.mark.parametrize("stopped", [refused, cut_off])
def test_what_is_stopped_leaves_nothing_behind(
    tmp_path: Path, stopped: Callable[[Path], None]
) -> None:
    with pytest.raises((CannotFileError, KeyboardInterrupt)):
        make_whole(tmp_path / "over" / "bok", stopped)
    assert list(tmp_path.iterdir()) == []
    there = tmp_path / "tom"
    there.mkdir()
    with pytest.raises((CannotFileError, KeyboardInterrupt)):
        make_whole(there, stopped)
    assert list(tmp_path.iterdir()) == [there]
    assert held(there) == {}
