"""Files written whole or not at all, and a lock that only one can hold.

Every step that a crash could come between is one call of ``os``: a file is written
beside its place, forced to the disk, moved into place in one step, and the folder is
forced to the disk too.  A file that is written over keeps its mode, its owner, and the
links that lead to it: what is replaced is the file at their end.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import PurePath

BESIDE = ".fellesbok-ny"
_NEW = 0o666
_FOLDER = 0o777


class CannotFileError(InWordsError):
    """Nothing was written; ``text`` says why."""


def put(
    path: Path,
    content: bytes,
    *,
    like: Path | None = None,
    mode: int = _NEW,
    still: Callable[[], None] | None = None,
) -> None:
    """Put a file in its place, over an older one if there is one, in one step.

    Args:
        path: Its place; of a link, the place that it leads to.
        content: What it shall hold.
        like: A file whose mode and owner one that is new gets; otherwise they are what
            the process gives.
        mode: The mode that a file that is new, and like none, gets at most.
        still: Called with everything written and nothing changed yet; raises where
            something is not as it was, and then nothing is put in place.

    Raises:
        CannotFileError: Somebody else is writing it.
        OSError: The disk does not work.
    """
    target = Path(os.path.realpath(path))
    beside = beside_of(target)
    file = _begun(beside, target, like, mode)
    try:
        _write(file, content)
        if still is not None:
            still()
        _refuse_others(file, beside, target)
        os.replace(beside, target)  # noqa: PTH105 -- each step is one call of os
    except BaseException:
        with suppress(OSError):
            if _is_at(file, beside):
                os.unlink(beside)  # noqa: PTH108 -- likewise
        raise
    finally:
        os.close(file)
    force_folder(target.parent)


def read_plain(
    path: Path, most_bytes: int, *, is_private: bool = False
) -> bytes | None:
    """What an ordinary file holds, no link followed; ``None`` where it is none of ours.

    Args:
        path: The file, which others may have put there.
        most_bytes: One that holds more is not read.
        is_private: One that others own, or may write, is not read either.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        told = os.fstat(file)
        if not stat.S_ISREG(told.st_mode) or (is_private and not _is_private(told)):
            return None
        content = os.read(file, most_bytes + 1)
    except OSError:
        return None
    finally:
        os.close(file)
    return content if len(content) <= most_bytes else None


def is_private_folder(path: Path) -> bool:
    """Whether it is a folder, and no link to one, that its user alone may write in."""
    try:
        told = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(told.st_mode) and _is_private(told)


def _is_private(told: os.stat_result) -> bool:
    """Whether it is of who runs the process, and nobody else may write it."""
    others = stat.S_IWGRP | stat.S_IWOTH
    return told.st_uid == os.geteuid() and not told.st_mode & others


def is_odd(path: Path) -> bool:
    """Whether it is no file and no folder: who opens a pipe waits for its writer.

    Raises:
        OSError: It may not be looked at.
    """
    return path.exists() and not path.is_file() and not path.is_dir()


def beside_of(path: Path) -> Path:
    """Where a file is while it is being written."""
    return path.with_name(f".{path.name}{BESIDE}")


def remove(path: Path) -> None:
    """Take a file away, if it is there, and what was being written for its place."""
    for each in (path, beside_of(path)):
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(each)  # noqa: PTH108 -- each step is one call of os
    if path.parent.is_dir():
        force_folder(path.parent)


def lacking(path: Path) -> list[Path]:
    """The folders that are to be made for a folder to be there, the lowest first."""
    return [each for each in (path, *path.parents) if not each.exists()]


def make_folder(path: Path, *, is_inherited: bool = False, mode: int = _FOLDER) -> None:
    """Make a folder and those above it that are lacking, each forced to the disk.

    Where it is inherited, each is as closed as the folder that it is in, and its
    owner's, as far as the process may say so; otherwise each has the mode.
    """
    if path.is_dir():
        return
    make_folder(path.parent, is_inherited=is_inherited, mode=mode)
    above = path.parent.stat()
    if is_inherited:
        mode = stat.S_IMODE(above.st_mode) & _FOLDER
    os.mkdir(path, mode)  # noqa: PTH102 -- each step is one call of os
    if is_inherited:
        with suppress(PermissionError):
            os.chown(path, above.st_uid, above.st_gid)
    force_folder(path.parent)


def move_folder(path: Path, to: Path) -> None:
    """Put a folder in the place of none, with what is in it, in one step."""
    os.rename(path, to)  # noqa: PTH104 -- each step is one call of os
    force_folder(to.parent)


def move(path: Path, to: Path) -> None:
    """Put a file in a place in another folder of the same disk, in one step."""
    os.replace(path, to)  # noqa: PTH105 -- each step is one call of os
    force_folder(to.parent)


def remove_empty(folders: Iterable[Path]) -> None:
    """Take folders away that have nothing in them, the lowest first."""
    for path in folders:
        with suppress(OSError):
            os.rmdir(path)  # noqa: PTH106 -- each step is one call of os
            force_folder(path.parent)


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder; one is, and goes again at once."""
    import tempfile  # noqa: PLC0415 -- it brings much that no load needs

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def remove_folder(path: Path) -> None:
    """Take a folder away that only we have written in, and all that is in it."""
    import shutil  # noqa: PLC0415 -- likewise

    shutil.rmtree(path, ignore_errors=True)


def force_folder(path: Path) -> None:
    """Force what a folder says of its files to the disk."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def set_out(files: Iterable[tuple[PurePath, bytes]]) -> Iterator[Path]:
    """Put files in a folder of their own, which goes again with what is in it.

    Args:
        files: Where in the folder each lies, which leads nowhere else, and what it
            holds.
    """
    import tempfile  # noqa: PLC0415 -- likewise

    with tempfile.TemporaryDirectory(prefix="fellesbok-") as name:
        folder = Path(os.path.realpath(name))
        for path, content in files:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        yield folder


@contextmanager
def locked(folder: Path, busy: Text) -> Iterator[None]:
    """Hold a folder alone; the lock goes with the process, however it ends.

    Args:
        folder: The folder.
        busy: What to say where somebody else holds it: who asks knows what was not
            done, and nobody knows what the other is doing.

    Raises:
        CannotFileError: Somebody else holds it.
        OSError: The disk has no locks, or the folder may not be looked in.
    """
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotFileError(busy) from None
        yield
    finally:
        os.close(held)


def _begun(beside: Path, target: Path, like: Path | None, mode: int) -> int:
    """Make the file that is written, empty, with the mode and owner that it shall have.

    It is made anew, so that nothing that lies there by that name is followed, and held
    alone while it is open, so that two who write it at once do not mix; on a disk that
    has no locks, who comes first is told.
    """
    if os.path.lexists(target) and not target.is_file():  # a loop of links too
        text = Text("{path} er ikke en vanlig fil", path=str(target))
        raise OSError(errno.EINVAL, text)
    if os.path.lexists(beside):
        _refuse_held(beside, target)
        os.unlink(beside)  # noqa: PTH108 -- each step is one call of os
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    pattern = target if target.exists() else like
    if pattern is not None:
        mode = stat.S_IRUSR | stat.S_IWUSR
    file = os.open(beside, flags, mode)
    try:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if pattern is not None:
            _like(file, pattern, is_new=pattern is not target)
    except BaseException:
        os.close(file)
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 -- likewise
        raise
    return file


def _refuse_held(beside: Path, target: Path) -> None:
    """What was left there may go; what somebody writes just now may not."""
    try:
        found = os.open(beside, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:  # a link, or a file of others: it is not being written by us
        return
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotFileError(_written_by_others(target)) from None
    except OSError:
        return
    finally:
        os.close(found)


def _is_at(file: int, path: Path) -> bool:
    """Whether a path still leads to the file that is open."""
    try:
        ours, there = os.fstat(file), path.lstat()
    except FileNotFoundError:
        return False
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


def _refuse_others(file: int, beside: Path, target: Path) -> None:
    """On a disk without locks somebody else may have begun to write it since."""
    if not _is_at(file, beside):
        raise CannotFileError(_written_by_others(target))


def _written_by_others(path: Path) -> Text:
    return Text(
        "Noen andre skriver {path} akkurat nå. Prøv igjen når de er ferdige.",
        path=str(path),
    )


def _like(file: int, pattern: Path, *, is_new: bool) -> None:
    """Give a file the owner, mode and access list of another.

    Raises:
        PermissionError: It replaces a file whose owner we may not give it.
    """
    wanted = pattern.stat()
    made = os.fstat(file)
    if (made.st_uid, made.st_gid) != (wanted.st_uid, wanted.st_gid):
        try:
            os.fchown(file, wanted.st_uid, wanted.st_gid)
        except PermissionError:
            if not is_new:
                text = Text(
                    "{path} eies av en annen bruker eller gruppe, og det skal den"
                    " fortsette med",
                    path=str(pattern),
                )
                raise PermissionError(errno.EPERM, text) from None
    mode = stat.S_IMODE(wanted.st_mode)
    os.fchmod(file, mode & _NEW if is_new else mode)
    if not is_new:
        with suppress(OSError):  # a disk that has none of these
            for name in os.listxattr(pattern):
                with suppress(OSError):
                    os.setxattr(file, name, os.getxattr(pattern, name))


def _write(file: int, content: bytes) -> None:
    """Write a file that nobody looks at yet, and force it to the disk."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
