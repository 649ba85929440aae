"""Makes a folder beside its place, and puts it there whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.disk import remove_folder
from fellesbok.filing.outside import in_words
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "ledger/main.beancount"


def make_whole(folder: Path, fill: Callable[[Path], None]) -> None:
    """A folder of books, whole or not at all.

    Args:
        folder: Where; it must not be there, or be empty.
        fill: Puts everything into the folder that it is given.

    Raises:
        CannotFileError: It is there with something in it, what fills it refuses, or
            the disk does not work.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        text = Text(
            "{folder} er ikke tom. Velg en mappe som ikke finnes, eller en tom.",
            folder=str(folder),
        )
        raise CannotFileError(text)
    beside = beside_of(folder)
    made = lacking(folder.parent)
    with in_words(folder):
        remove_folder(beside)  # of one that was cut off
        try:
            fill(beside)
            if folder.exists():
                _move_into(beside, folder)
            else:
                move_folder(beside, folder)
        except BaseException:
            remove_folder(beside)
            with suppress(OSError):
                remove_empty(made)
            raise


def put_in_folder(path: Path, content: bytes) -> None:
    """A file, with the folders that lead to it."""
    make_folder(path.parent)
    put(path, content)


def _move_into(beside: Path, folder: Path) -> None:
    """Into a folder that is there and empty; the main file, which makes it books, last.

    Raises:
        OSError: The disk does not work; what was moved is taken away again.
    """
    names = [path.relative_to(beside) for path in beside.rglob("*") if path.is_file()]
    names.sort(key=lambda name: (name == Path(MAIN), name))
    try:
        for name in names:
            put_in_folder(folder / name, (beside / name).read_bytes())
    except BaseException:
        for name in names:
            with suppress(OSError):
                remove(folder / name)
        folders = [path for path in folder.rglob("*") if path.is_dir()]
        remove_empty(sorted(folders, reverse=True))
        raise
    remove_folder(beside)
