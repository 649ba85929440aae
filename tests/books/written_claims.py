"""Books in which claims are written, and what is edited meanwhile."""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.filing.journal import JOURNAL
from fellesbok.filing.journal import Journal
from fellesbok.noted import digest_of
from written_books import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


FIRST = ("claim", "2018", "--instalment", "1", "--yes")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Books with a budget, of which instalments are claimed."""
    (tmp_path / "bok").mkdir()
    text = rules(version(claims=TERMS))
    return Folder(tmp_path / "bok").write(text, chart(), budget("1000.00"))


def ledger(folder: Folder, name: str) -> Path:
    return folder.path / "ledger" / name


def numbers(folder: Folder) -> list[str]:
    return sorted(claim.id for claim in folder.claims())


def refused(folder: Folder, *command: str) -> str:
    """The command is refused in words, and no byte is another."""
    before = folder.files()
    done = folder.run(*command)
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit), done.output
    assert folder.files() == before
    return done.output


def during(patch: pytest.MonkeyPatch, number: int, edit: Callable[[], object]) -> None:
    """Somebody edits when the books have been read, for the first or a later time."""
    real = loader._load
    loads = []

    def load(*arguments: Any) -> Any:  # noqa: ANN401 -- as Beancount has it
        found = real(*arguments)
        loads.append(arguments)
        if len(loads) == number:
            edit()
        return found

    patch.setattr(loader, "_load", load)


def journal(**changed: Any) -> bytes:  # noqa: ANN401 -- whatever somebody writes
    """A journal as we write it, or with something else in it."""
    stem = "2018-01-16.krav-nordvik-2018-0001.0a1b2c3d"
    paper = f"documents/Assets/Krav/Midvik/IKT/{stem}/2018-01-16.a.pdf"
    said = json.loads(
        Journal(
            "main.beancount",
            "krav",
            stem,
            {paper: digest_of(b"a")},
            digest_of(b"b"),
            {"Transaction": 1},
            (None, 10),
            "; Krav",
            ("krav",),
        ).written()
    )
    return json.dumps(said | changed).encode()


def with_journal_left(folder: Folder) -> None:
    """Claims that were written, and may have been sent, of which the journal stayed."""
    unlink = os.unlink
    kept: list[bytes] = []

    def keeping(path: Path) -> None:
        if path.name == JOURNAL:
            kept.append(path.read_bytes())
        unlink(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "unlink", keeping)
        assert folder.run(*FIRST).exit_code == 0
    ledger(folder, JOURNAL).write_bytes(kept[-1])


@contextmanager
def only_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that nobody may write on."""

    def no(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    opened = os.open

    def reading(path: str, flags: int, *more: int, **named: int) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            no()
        return opened(path, flags, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", reading)
        for name in ("unlink", "mkdir", "replace", "rename", "rmdir"):
            patch.setattr(os, name, no)
        yield
