"""What git says, if it ends well in its time and its length."""

from __future__ import annotations

import os

import pytest

from fellesbok.system import asking_git
from fellesbok.system.asking_git import QUIET
from fellesbok.system.asking_git import said_by

ALL = {**QUIET, "PATH": os.environ["PATH"]}


def test_what_git_says_is_told_and_what_it_refuses_is_nothing() -> None:
    said = said_by(("--version",), ALL, 30)
    assert said is not None
    assert said.startswith(b"git version")
    assert said_by(("finnes-ikke",), ALL, 30) is None


def test_more_than_anybody_reads_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking_git, "MOST_BYTES", 3)
    assert said_by(("--version",), ALL, 30) is None


def test_where_there_is_no_git_it_cannot_be_run() -> None:
    with pytest.raises(OSError, match="git"):
        said_by(("--version",), {**QUIET, "PATH": ""}, 30)
