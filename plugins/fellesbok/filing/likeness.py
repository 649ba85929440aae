"""The owner, mode and access list that a file gets from another, where it has any."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

NEW_FILE = 0o666
NEW_FOLDER = 0o777
_ATTRIBUTES = ("listxattr", "getxattr", "setxattr")


def like(file: int, pattern: Path, *, is_new: bool) -> None:
    """Give a file the owner, mode and access list of another.

    On a system that keeps them otherwise, it has those of the folder that it is in.

    Args:
        file: The file, which is open.
        pattern: The other one.
        is_new: Whether it replaces nothing: it is then never a programme.

    Raises:
        PermissionError: It replaces a file whose owner we may not give it.
    """
    wanted = pattern.stat()
    made = os.fstat(file)
    owner = wanted.st_uid, wanted.st_gid
    if hasattr(os, "fchown") and (made.st_uid, made.st_gid) != owner:
        try:
            os.fchown(file, *owner)
        except PermissionError:
            if not is_new:
                text = Text(
                    "{path} eies av en annen bruker eller gruppe, og det skal den"
                    " fortsette med",
                    path=str(pattern),
                )
                raise PermissionError(errno.EPERM, text) from None
    mode = stat.S_IMODE(wanted.st_mode)
    if hasattr(os, "fchmod"):
        os.fchmod(file, mode & NEW_FILE if is_new else mode)
    if not is_new:
        _access_list_like(file, pattern)


def _access_list_like(file: int, pattern: Path) -> None:
    """Give a file the access list of another, on a system that keeps one so: Linux."""
    listed, given, give = (getattr(os, name, None) for name in _ATTRIBUTES)
    if listed is None or given is None or give is None:
        return
    with suppress(OSError):  # a disk that has none of these
        for name in listed(pattern):
            with suppress(OSError):
                give(file, name, given(pattern, name))


def folder_like(path: Path, above: os.stat_result) -> None:
    """Give a new folder the owner of the one that it is in, as far as we may."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(path, above.st_uid, above.st_gid)
