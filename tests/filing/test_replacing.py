"""Files in the place of earlier ones: never are there some of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.filing import disk
from fellesbok.filing import replacing
from fellesbok.filing.replacing import NEW
from fellesbok.filing.replacing import clear_new
from fellesbok.filing.replacing import replace_files

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = {"liste.json": b"gammel", "a.csv": b"1", "c.csv": b"3"}
AFTER = {"liste.json": b"ny", "a.csv": b"2", "b.csv": b"2"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in EARLIER.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def nothing() -> None:
    """All is as it was."""


def test_the_new_stand_where_the_earlier_stood_and_what_is_no_more_is_gone(
    folder: Path,
) -> None:
    replace_files(folder, AFTER, list(EARLIER), nothing)
    assert held(folder) == AFTER


def test_the_first_of_them_all(tmp_path: Path) -> None:
    replace_files(tmp_path, AFTER, [], nothing)
    assert held(tmp_path) == AFTER


def test_where_something_is_not_as_it_was_nothing_is_changed(folder: Path) -> None:
    def changed() -> None:
        assert held_of_old(folder) == EARLIER, "nothing is moved before it is asked"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace_files(folder, AFTER, list(EARLIER), changed)
    assert held(folder) == EARLIER


def held_of_old(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.mark.parametrize("step", range(6))
def test_wherever_the_disk_stops_what_was_there_is_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Three are taken away and three are put there; each move may be the one."""
    move = disk.move
    moves = 0

    def stopping(path: Path, to: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == step + 1:
            raise OSError(28, "No space left on device")
        move(path, to)

    monkeypatch.setattr(replacing, "move", stopping)
    with pytest.raises(OSError, match="No space"):
        replace_files(folder, AFTER, list(EARLIER), nothing)
    assert held(folder) == EARLIER


def test_what_a_command_that_was_cut_off_left_is_taken_away(folder: Path) -> None:
    (folder / NEW / "gamle").mkdir(parents=True)
    (folder / NEW / "a.csv").touch()
    (folder / NEW / "gamle" / "a.csv").touch()
    clear_new(folder)
    assert held(folder) == EARLIER
    clear_new(folder)
