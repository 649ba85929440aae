"""The lock of a run is known while it is held, and nobody's when it is let go."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fellesbok.batch.lock_of_run import known_lock
from fellesbok.filing.disk import LOCK
from fellesbok.filing.disk import locked
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

BUSY = Text("Noen andre skriver her.")


def test_it_is_the_same_while_it_is_held_and_nothing_when_it_is_let_go(
    tmp_path: Path,
) -> None:
    assert known_lock(tmp_path) == ""
    with locked(tmp_path, BUSY):
        first = known_lock(tmp_path)
        assert first
        assert known_lock(tmp_path) == first
    assert known_lock(tmp_path) == ""


def test_what_a_killed_run_has_left_is_not_the_lock_of_the_next(tmp_path: Path) -> None:
    """Its file is there still, and the next run holds the same one."""
    (tmp_path / LOCK).write_bytes(b"")
    os.utime(tmp_path / LOCK, ns=(1_000_000_000, 1_000_000_000))
    left = known_lock(tmp_path)
    with locked(tmp_path, BUSY):
        assert known_lock(tmp_path) not in {"", left}
