"""What Linux, macOS and Windows do otherwise than each other with files (*systemer*).

What a system lacks is asked for by its name in ``os``, and never by the name of the
system.  On Windows a file is not text before it is said to be bytes, no link can be
refused when a file is opened, no folder can be forced to the disk, and what is open
anywhere can be neither moved, replaced nor removed.
"""

from __future__ import annotations

import errno
import os
import stat
from time import sleep
from typing import TYPE_CHECKING
from typing import TypeVar

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_Given = TypeVar("_Given")
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Refuse a link at the end of a path; nothing where ``is_same`` has to tell."""

NO_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Do not wait for somebody at the other end of a pipe; Windows has none in folders."""

BYTES = getattr(os, "O_BINARY", 0)
"""Leave line feeds as they are."""

FOLDER = getattr(os, "O_DIRECTORY", None)
"""Open a folder; ``None`` where none can be opened, and so none be forced."""

HOLDS_WHAT_IS_OPEN = FOLDER is None
"""Whether an open file stays where it is: Windows, and it refuses us for that."""

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries; who has a file open is often a scanner or a copier."""

_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_DEVICES = {"con", "prn", "aux", "nul", *_PORTS}
"""What no file can be called on Windows, whatever its ending."""

_BUSY = {errno.EBUSY, errno.ETXTBSY}
_JUNCTION = 0xA0000003
"""What Windows marks a folder with that leads to another; Python 3.11 has no word."""


def everywhere(name: str) -> str:
    """A name of letters that a file can have on every system."""
    return f"{name}-" if name.partition(".")[0].casefold() in _DEVICES else name


def is_odd(path: Path) -> bool:
    """Whether it is no file and no folder: who opens a pipe waits for its writer.

    Raises:
        OSError: It may not be looked at.
    """
    return path.exists() and not path.is_file() and not path.is_dir()


def is_link(path: Path) -> bool:
    """Whether a path is a link, or a folder of Windows that leads to another."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return False
    is_junction = getattr(found, "st_reparse_tag", 0) == _JUNCTION
    return stat.S_ISLNK(found.st_mode) or is_junction


def is_same(file: int, path: Path) -> bool:
    """Whether a path leads, through no link at its end, to the file that is open."""
    try:
        ours, there = os.fstat(file), path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


def is_the_users(told: os.stat_result) -> bool:
    """Whether it is of who runs the process, and nobody else may write it.

    Windows has no such owner and mode: what is in a user's own folders is theirs there.
    """
    if not hasattr(os, "geteuid"):
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return told.st_uid == os.geteuid() and not told.st_mode & others


def seen_from(path: str | Path, folder: Path) -> str:
    """A path from a folder; the whole path where it lies on another disk of Windows."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)


def leads_straight(folder: Path, *parts: str) -> bool:
    """Whether a way down from a folder leads through no link, and so stays in it."""
    straight = os.path.join(os.path.realpath(folder), *parts)  # noqa: PTH118 -- as realpath
    real = os.path.realpath(folder.joinpath(*parts))
    return os.path.normcase(real) == os.path.normcase(straight)


def patiently(step: Callable[[], _Given], path: Path) -> _Given:
    """Take a step with a file that others may have open, and try again if they have.

    Args:
        step: One call of ``os``; what it gives is given.
        path: The file that it moves, replaces, removes or opens.

    Raises:
        OSError: It cannot be done; where somebody holds it, that is said.
    """
    for seconds in WAITS:
        try:
            return step()
        except OSError as error:
            if not _is_held(error):
                raise
        sleep(seconds)
    try:
        return step()
    except OSError as error:
        if not _is_held(error):
            raise
        text = Text(
            "{path} er åpen i et annet program, eller kan bare leses. Lukk den der, og"
            " prøv igjen",
            path=str(path),
        )
        raise PermissionError(errno.EACCES, text) from None


def _is_held(error: OSError) -> bool:
    """Whether it may go when somebody closes the file."""
    is_refused = HOLDS_WHAT_IS_OPEN and isinstance(error, PermissionError)
    return is_refused or error.errno in _BUSY
