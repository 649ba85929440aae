"""A file is written whole or not at all, and by one at a time."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = ".fellesbok-skriver"


class BusyError(Exception):
    """Somebody else is writing in the same books; ``text`` says what to do."""

    def __init__(self, path: Path) -> None:
        """Say which file tells so."""
        self.text = Text(
            "Noen andre skriver i bøkene nå. Vent litt; om ingen gjør det, slett"
            " {path}.",
            path=str(path),
        )
        super().__init__(say(self.text, "nb"))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Write in a folder while nobody else does.

    Raises:
        BusyError: Somebody does.
    """
    path = folder / LOCK
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BusyError(path) from None
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of another, or of none, without a moment between.

    Written beside, flushed to the disk, and renamed; whatever happens on the way leaves
    the old file as it was.

    Raises:
        OSError: It cannot be written; nothing is changed.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode if path.exists() else 0o644
        beside.chmod(mode & 0o777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
