"""Files written whole or not at all, and a lock that only one can hold.

Every step that a crash could come between is one call of ``os``: a file is written
beside its place, forced to the disk, moved into place in one step, and the folder is
forced to the disk too.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.messages import Text

BESIDE = ".fellesbok-ny"


class CannotFileError(Exception):
    """Nothing was written; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        """Keep the message for people."""
        self.text = text
        super().__init__(text)


def put(path: Path, content: bytes) -> None:
    """Put a file in its place, over an older one if there is one, in one step."""
    beside = path.with_name(f".{path.name}{BESIDE}")
    try:
        _write(beside, content)
        os.replace(beside, path)  # noqa: PTH105 -- each step is one call of os
    except OSError:
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 -- likewise
        raise
    force_folder(path.parent)


def remove(path: Path) -> None:
    """Take a file away, if it is there."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 -- each step is one call of os
    beside = path.with_name(f".{path.name}{BESIDE}")
    with suppress(FileNotFoundError):
        os.unlink(beside)  # noqa: PTH108 -- likewise
    if path.parent.is_dir():
        force_folder(path.parent)


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files in a folder, which is made if it is lacking: all of them, or nothing.

    Where one cannot be written, what was new of the others, and of the folders, is
    taken away again.

    Args:
        folder: The folder.
        files: The content of each file by its name.
    """
    whole = folder.absolute()
    made = lacking(whole)
    new = [name for name in files if not (whole / name).exists()]
    try:
        make_folder(whole)
        for name, content in files.items():
            put(whole / name, content)
    except OSError:
        with suppress(OSError):
            for name in new:
                remove(whole / name)
        remove_empty(made)
        raise


def lacking(path: Path) -> list[Path]:
    """The folders that are to be made for a folder to be there, the lowest first."""
    return [each for each in (path, *path.parents) if not each.exists()]


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are lacking, each forced to the disk."""
    if path.is_dir():
        return
    make_folder(path.parent)
    os.mkdir(path)  # noqa: PTH102 -- each step is one call of os
    force_folder(path.parent)


def remove_empty(folders: Iterable[Path]) -> None:
    """Take folders away that have nothing in them, the lowest first."""
    for path in folders:
        with suppress(OSError):
            os.rmdir(path)  # noqa: PTH106 -- each step is one call of os
            force_folder(path.parent)


def force_folder(path: Path) -> None:
    """Force what a folder says of its files to the disk."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def locked(folder: Path, busy: Text) -> Iterator[None]:
    """Hold a folder alone; the lock goes with the process, however it ends.

    Args:
        folder: The folder.
        busy: What to say where somebody else holds it: who asks knows what was not
            done, and nobody knows what the other is doing.

    Raises:
        CannotFileError: Somebody else holds it.
    """
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotFileError(busy) from None
        yield
    finally:
        os.close(held)


def _write(path: Path, content: bytes) -> None:
    """Write a file that nobody looks at yet, and force it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o644)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)
