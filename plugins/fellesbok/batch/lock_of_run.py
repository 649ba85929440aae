"""Which run holds a folder, so that a process of an earlier one puts nothing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.filing.disk import LOCK

if TYPE_CHECKING:
    from pathlib import Path


def known_lock(folder: Path) -> str:
    """What tells the lock of a folder from every other; empty where there is none.

    It is the same on every machine that sees the folder.  What a run that was killed
    has left is known until the next run, which gives the file a time of its own.
    """
    try:
        found = (folder / LOCK).stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_ino} {found.st_mtime_ns}"
