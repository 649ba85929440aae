"""Two who write the same file at once, and what was planted where a file is written."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing import disk
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import put
from fellesbok.filing.disk import set_out
from fellesbok.system.differences import HOLDS_WHAT_IS_OPEN

if TYPE_CHECKING:
    from pathlib import Path

LONG, SHORT = b"lang " * 1000, b"kort"
STEPS = ["open", "write", "fsync", "replace"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("locks", ["locks", "no locks"])
def test_what_two_write_at_once_is_the_one_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, locks: str
) -> None:
    """``make -j`` with the same report twice: the second comes in at a step of the
    first.  Each that says that it was done has a whole file in place at that moment."""
    path = tmp_path / "ut.csv"
    real = getattr(os, step)
    done: list[bytes] = []
    refused: list[str] = []

    def write(content: bytes) -> None:
        try:
            put(path, content)
        except CannotFileError as error:
            refused.append(error.text)
        except PermissionError as error:
            assert locks == "no locks", "a system where what is open stays"
            assert HOLDS_WHAT_IS_OPEN
            refused.append(str(error))
        else:
            assert path.read_bytes() == content
            done.append(content)

    def also(*arguments: object, **named: object) -> object:
        monkeypatch.setattr(os, step, real)
        write(SHORT)
        return real(*arguments, **named)

    def no_locks(*_arguments: object, **_named: object) -> None:
        raise OSError(37, "Ingen låser")

    if locks == "no locks":
        monkeypatch.setattr(disk, "_lock", no_locks)
    monkeypatch.setattr(os, step, also)
    write(LONG)
    assert path.read_bytes() in done
    assert len(done) + len(refused) == 2
    busy = f"Noen andre skriver {path} akkurat nå", "er åpen i et annet program"
    assert all(any(words in said for words in busy) for said in refused)
    assert [*tmp_path.iterdir()] == [path]


def test_what_a_cut_off_command_left_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "ut.csv"
    disk.beside_of(path).write_bytes(b"halv")
    put(path, SHORT)
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("how", ["link", "hard link"])
def test_what_was_planted_leads_nowhere(tmp_path: Path, how: str) -> None:
    """A folder of others may have a link where a file is made before it is moved."""
    path, theirs = tmp_path / "ut.csv", tmp_path / "verdifull"
    theirs.write_bytes(b"verdi")
    beside = disk.beside_of(path)
    if how == "link":
        beside.symlink_to(theirs)
    else:
        os.link(theirs, beside)
    put(path, SHORT)
    assert theirs.read_bytes() == b"verdi"
    assert path.read_bytes() == SHORT
    assert not path.is_symlink()


def test_what_cannot_be_taken_away_again_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with monkeypatch.context() as patch, set_out([(PurePosixPath("a"), b"a")]) as at:
        assert (at / "a").read_bytes() == b"a"
        patch.setattr(os, "unlink", refused)
    assert at.exists()


def refused(*_: object, **__: object) -> None:
    raise PermissionError
