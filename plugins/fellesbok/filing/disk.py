"""Files written whole or not at all, and a lock that only one can hold.

Every step that a crash could come between is one call of ``os``: a file is written
beside its place, forced to the disk, moved into place in one step, and the folder is
forced to the disk too.  A file that is written over keeps its mode, owner and links.
Who locks a folder has a file there, which goes again, on every system and network.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.filing import likeness
from fellesbok.messages import Text
from fellesbok.system.differences import BYTES
from fellesbok.system.differences import FOLDER
from fellesbok.system.differences import HOLDS_WHAT_IS_OPEN
from fellesbok.system.differences import NO_LINK
from fellesbok.system.differences import NO_WAITING
from fellesbok.system.differences import is_link
from fellesbok.system.differences import is_same
from fellesbok.system.differences import patiently

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import PurePath

BESIDE = ".fellesbok-ny"
LOCK = ".fellesbok-laas"
_TO_READ = os.O_RDONLY | NO_LINK | NO_WAITING | BYTES
_TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | BYTES
_TO_HOLD = os.O_RDWR | os.O_CREAT | NO_LINK | NO_WAITING | BYTES


class CannotFileError(InWordsError):
    """Nothing was written; ``text`` says why."""


def put(
    path: Path,
    content: bytes,
    *,
    like: Path | None = None,
    still: Callable[[], None] | None = None,
) -> None:
    """Put a file in its place, over an older one if there is one, in one step.

    Args:
        path: Its place; of a link, the place that it leads to.
        content: What it shall hold.
        like: A file whose mode and owner one that is new gets; otherwise they are what
            the process gives.
        still: Called with everything written and nothing changed yet; raises where
            something is not as it was, and then nothing is put in place.

    Raises:
        CannotFileError: Somebody else is writing it.
        OSError: The disk does not work, or somebody has the file open on a system
            where it then stays.
    """
    target = Path(os.path.realpath(path))
    beside = beside_of(target)
    file, is_open = _begun(beside, target, like), True
    try:
        _write(file, content)
        if still is not None:
            still()
        _refuse_others(file, beside, target)
        if HOLDS_WHAT_IS_OPEN:
            is_open = False
            os.close(file)
        _put_in_place(beside, target)
    except BaseException:
        with suppress(OSError):
            is_ours = not is_open or is_same(file, beside)
            if is_open and HOLDS_WHAT_IS_OPEN:
                is_open = False
                os.close(file)
            if is_ours:
                _unlink(beside)
        raise
    finally:
        if is_open:
            os.close(file)
    force_folder(target.parent)


def read_plain(path: Path, most_bytes: int) -> bytes | None:
    """What an ordinary file holds, no link followed; ``None`` where it is none of ours.

    Args:
        path: The file, which others may have put there.
        most_bytes: One that holds more is not read.
    """
    try:
        file = os.open(path, _TO_READ)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode) or not is_same(file, path):
            return None
        content = os.read(file, most_bytes + 1)
    except OSError:
        return None
    finally:
        os.close(file)
    return content if len(content) <= most_bytes else None


def beside_of(path: Path) -> Path:
    """Where a file is while it is being written."""
    return path.with_name(f".{path.name}{BESIDE}")


def remove(path: Path) -> None:
    """Take a file away, if it is there, and what was being written for its place."""
    for each in (path, beside_of(path)):
        with suppress(FileNotFoundError, NotADirectoryError):
            _unlink(each)
    if path.parent.is_dir():
        force_folder(path.parent)


def lacking(path: Path) -> list[Path]:
    """The folders that are to be made for a folder to be there, the lowest first."""
    return [each for each in (path, *path.parents) if not each.exists()]


def make_folder(
    path: Path, *, is_inherited: bool = False, mode: int = likeness.NEW_FOLDER
) -> None:
    """Make a folder and those above it that are lacking, each forced to the disk.

    Where it is inherited, each is as closed as the folder that it is in, and its
    owner's, as far as the process may say so.
    """
    if path.is_dir():
        return
    make_folder(path.parent, is_inherited=is_inherited, mode=mode)
    above = path.parent.stat()
    mode = stat.S_IMODE(above.st_mode) & likeness.NEW_FOLDER if is_inherited else mode
    os.mkdir(path, mode)  # noqa: PTH102 -- each step is one call of os
    if is_inherited:
        likeness.folder_like(path, above)
    force_folder(path.parent)


def move_folder(path: Path, to: Path) -> None:
    """Put a folder in the place of none, with what is in it, in one step."""
    patiently(lambda: os.rename(path, to), path)  # noqa: PTH104 -- each step is one call of os
    force_folder(to.parent)


def move(path: Path, to: Path) -> None:
    """Put a file in a place in another folder of the same disk, in one step."""
    _moved(path, to)
    force_folder(to.parent)


def remove_empty(folders: Iterable[Path]) -> None:
    """Take folders away that have nothing in them, the lowest first."""
    for path in folders:
        with suppress(OSError):
            os.rmdir(path)  # noqa: PTH106 -- each step is one call of os
            force_folder(path.parent)


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder; one is, and goes again at once."""
    import tempfile  # noqa: PLC0415 -- brings every way to pack files, which few need

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def remove_folder(path: Path) -> None:
    """Take a folder away that only we have written in, and all that is in it."""
    from shutil import rmtree  # noqa: PLC0415 -- as above

    rmtree(path, ignore_errors=True)


def force_folder(path: Path) -> None:
    """Force what a folder says of its files to the disk, where the system lets us."""
    if FOLDER is None:
        return
    folder = os.open(path, os.O_RDONLY | FOLDER)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def set_out(files: Iterable[tuple[PurePath, bytes]]) -> Iterator[Path]:
    """Put files in a folder of their own, which goes again as far as the disk lets."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 -- as above

    with TemporaryDirectory(prefix="fellesbok-", ignore_cleanup_errors=True) as name:
        folder = Path(os.path.realpath(name))
        put_in(folder, files)
        yield folder


def put_in(folder: Path, files: Iterable[tuple[PurePath, bytes]]) -> None:
    """Put files in a folder that is set out; where each lies leads nowhere else."""
    for path, content in files:
        (folder / path.parent).mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@contextmanager
def locked(folder: Path, busy: Text) -> Iterator[None]:
    """Hold a folder alone; the lock goes with the process, however it ends.

    What is left of its file by a process that was killed locks nothing.

    Args:
        folder: The folder.
        busy: What to say where somebody else holds it: who asks knows what was not
            done, and nobody knows what the other is doing.

    Raises:
        CannotFileError: Somebody else holds it.
        OSError: The disk has no locks, or the folder may not be written in.
    """
    path = folder / LOCK
    held = _held(path, busy)
    try:
        yield
    finally:
        if HOLDS_WHAT_IS_OPEN:
            os.close(held)
        with suppress(OSError):  # whoever has it open now takes it away
            os.unlink(path)  # noqa: PTH108 -- each step is one call of os
        if not HOLDS_WHAT_IS_OPEN:
            os.close(held)


def _held(path: Path, busy: Text) -> int:
    """The file of a lock, held by us, and still the one that others find there.

    Raises:
        CannotFileError: Somebody else holds it.
        OSError: It may not be made, or is no file, or the disk has no locks.
    """
    mode = stat.S_IMODE(path.parent.stat().st_mode) & likeness.NEW_FILE
    while True:
        if is_link(path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        file = _opened_to_hold(path, mode)
        try:
            if _is_held(file, path, busy):
                os.utime(path)  # it is no longer that of whoever has left it
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # who held it has taken it away meanwhile


def _is_held(file: int, path: Path, busy: Text) -> bool:
    """Whether an open file is now held by us, and is the lock that others see.

    Raises:
        CannotFileError: Somebody else holds it.
        OSError: It is no file, or the disk has no locks.
    """
    if not stat.S_ISREG(os.fstat(file).st_mode):
        raise OSError(errno.EINVAL, _not_a_file(path))
    if not _lock(file):
        raise CannotFileError(busy)
    return is_same(file, path)


def _lock(file: int) -> bool:
    """Whether an open file is held by us alone from now on."""
    from filelock import lock_descriptor  # noqa: PLC0415 -- no load needs it

    return lock_descriptor(file, blocking=False)


def _not_a_file(path: Path) -> Text:
    return Text("{path} er ikke en vanlig fil", path=str(path))


def _opened_to_hold(path: Path, mode: int) -> int:
    """Make the file of a lock, or open the one that is there; nothing is written in it.

    That of another account may not let us write, and can be held all the same.
    """
    try:
        return patiently(lambda: os.open(path, _TO_HOLD, mode), path)
    except PermissionError:
        if not os.path.lexists(path):
            raise
    return os.open(path, _TO_READ)


def _begun(beside: Path, target: Path, like: Path | None) -> int:
    """Make the file that is written, empty, with the mode and owner that it shall have.

    It is made anew, so that nothing that lies there by that name is followed, and held
    alone while it is open, so that two who write it at once do not mix; on a disk that
    has no locks, who comes first is told.
    """
    if os.path.lexists(target) and not target.is_file():  # a loop of links too
        raise OSError(errno.EINVAL, _not_a_file(target))
    if os.path.lexists(beside):
        _refuse_held(beside, target)
        _unlink(beside)
    pattern = target if target.exists() else like
    mode = likeness.NEW_FILE if pattern is None else stat.S_IRUSR | stat.S_IWUSR
    file = os.open(beside, _TO_WRITE, mode)
    try:
        with suppress(OSError):
            _lock(file)
        if pattern is not None:
            likeness.like(file, pattern, is_new=pattern is not target)
    except BaseException:
        os.close(file)
        with suppress(OSError):
            _unlink(beside)
        raise
    return file


def _refuse_held(beside: Path, target: Path) -> None:
    """What was left there may go; what somebody writes just now may not."""
    try:
        found = os.open(beside, _TO_READ)
    except OSError:  # a link, or a file of others: it is not being written by us
        return
    try:
        is_free = not is_same(found, beside) or _lock(found)
    except OSError:
        return
    finally:
        os.close(found)
    if not is_free:
        raise CannotFileError(_written_by_others(target))


def _refuse_others(file: int, beside: Path, target: Path) -> None:
    """On a disk without locks somebody else may have begun to write it since."""
    if not is_same(file, beside):
        raise CannotFileError(_written_by_others(target))


def _written_by_others(path: Path) -> Text:
    return Text(
        "Noen andre skriver {path} akkurat nå. Prøv igjen når de er ferdige.",
        path=str(path),
    )


def _put_in_place(beside: Path, target: Path) -> None:
    """The step in which a file becomes what is read.

    Raises:
        CannotFileError: On a system where it must be closed first, somebody else has
            begun to write it since.
        OSError: The disk does not work, or the old file stays open elsewhere.
    """
    try:
        _moved(beside, target)
    except FileNotFoundError:
        if target.parent.is_dir():
            raise CannotFileError(_written_by_others(target)) from None
        raise


def _moved(path: Path, to: Path) -> None:
    """Put a file in a place in one step, over what is there."""
    patiently(lambda: os.replace(path, to), to)  # noqa: PTH105 -- each step is one call of os


def _unlink(path: Path) -> None:
    """Take a file away in one step."""
    patiently(lambda: os.unlink(path), path)  # noqa: PTH108 -- likewise


def _write(file: int, content: bytes) -> None:
    """Write a file that nobody looks at yet, and force it to the disk."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
