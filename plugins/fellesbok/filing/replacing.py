"""Files of one run that take the place of those of an earlier run, in the same folder.

A folder that people have chosen stays what it is, so it cannot be put in place whole as
a new one is.  The new files are therefore all written first, in a folder of their own
inside it; then the earlier ones go out, and the new ones in.  The first of them, which
lists the others, goes out first and comes in last: where it is, all are there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

NEW = f".utkast{BESIDE}"
OLD = "gamle"


def replace_files(
    folder: Path,
    files: Mapping[str, bytes],
    earlier: Sequence[str],
    still: Callable[[], None],
) -> None:
    """Put files in the place of earlier ones; never are there some of each.

    Args:
        folder: The folder, which is there.
        files: What each shall hold, by its name; the first lists the others.
        earlier: The names of the earlier ones, likewise.
        still: Called with everything written and nothing changed yet; raises where
            something is not as it was.

    Raises:
        OSError: The disk does not work; what was there is put back.
    """
    new, old = folder / NEW, folder / NEW / OLD
    clear_new(folder)
    moved: list[tuple[Path, Path]] = []

    def take(path: Path, to: Path) -> None:
        moved.append((path, to))
        move(path, to)

    try:
        make_folder(old)
        for name, content in files.items():
            put(new / name, content, like=_like(folder, earlier))
        still()
        for name in earlier:
            take(folder / name, old / name)
        for name in reversed(list(files)):
            take(new / name, folder / name)
    except BaseException:
        for path, to in reversed(moved):
            with suppress(FileNotFoundError):
                move(to, path)
        with suppress(OSError):
            clear_new(folder)
        raise
    with suppress(OSError):  # who comes next does it
        clear_new(folder)


def clear_new(folder: Path) -> None:
    """Take away what a command that was cut off left of its own."""
    new = folder / NEW
    if is_link(new) or not new.is_dir():
        return
    for place in (new / OLD, new):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path != new / OLD:
                remove(path)
        remove_empty([place])


def _like(folder: Path, earlier: Sequence[str]) -> Path | None:
    """A file whose mode and owner the new ones get."""
    return folder / earlier[0] if earlier else None
