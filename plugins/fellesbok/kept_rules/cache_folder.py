"""Where the user's programmes keep what they can make again, and what we keep there.

A file there is used if it is the user's alone and whole.  Whoever can write in the
user's own cache folder is the user, or can be: against that nothing here helps.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok import __version__
from fellesbok.frozen import frozen
from fellesbok.noted import digest_of
from fellesbok.system.differences import is_link
from fellesbok.system.differences import is_the_users

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

FORM = 1
"""The form of what is kept; another one is not read."""

_FOLDER = 0o700
READING_ROOMS = ("rules", "agreement", "kept_rules")
"""The rooms that decide what rules become."""

LIBRARIES = ("pydantic", "stdnum", "yaml")
"""What they take from others."""


@frozen
class Shelf:
    """One kind of what is kept, and how much room it may take.

    Attributes:
        name: What its files are called, before their number.
        ending: What they end in.
        most_bytes: Of one file; a larger one is not kept.
        most_files: When there are more, those that were used longest ago are removed.
        most_bytes_together: Likewise of all of them.
    """

    name: str
    ending: str
    most_bytes: int
    most_files: int
    most_bytes_together: int


RULES = Shelf("rules", "json", 32_000_000, 32, 1_024_000_000)


def cache_folder() -> Path | None:
    """Our folder among the user's caches; ``None`` where there is no such place."""
    with suppress(RuntimeError):  # nobody's home
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            name = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
            named = Path(os.environ.get(name, ""))
            # The rule of XDG: a path that is not whole is as if there were none.
            base = named if named.is_absolute() else Path.home() / ".cache"
        return base / "fellesbok"
    return None


@cache
def same_programme(rooms: tuple[str, ...] = READING_ROOMS) -> str:
    """What is the same as long as rules are read alike, or what the rooms do is.

    The versions of the programme, of Python and of the libraries that read rules, the
    schema, and, for those who change the programme itself, when its modules were
    written.
    """
    house = Path(__file__).parents[1]
    told = hashlib.sha256(f"{FORM} {__version__} {sys.version}".encode())
    told.update((house / "allocation_rules.schema.json").read_bytes())
    for library in LIBRARIES:
        told.update(_version_of(library))
    for room in rooms:
        for folder, _, names in sorted(os.walk(house / room)):
            for name in sorted(names):
                if name.endswith(".py"):
                    there = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 -- a hundred files at each start
                    told.update(f"{name} {there.st_size} {there.st_mtime_ns}".encode())
    return told.hexdigest()


def _version_of(library: str) -> bytes:
    """What is another one when the library is, which is not imported to be asked."""
    found = PathFinder.find_spec(library)
    if found is None or found.origin is None:
        return b""
    folder = Path(found.origin).parent
    names = ("__init__.py", "version.py")  # in one of these they say their versions
    return b"".join(p.read_bytes() for p in map(folder.joinpath, names) if p.is_file())


def kept(shelf: Shelf, path: Path, folders: Iterable[Path]) -> bytes | None:
    """What is kept of a file, if it is whole and nobody else's.

    Args:
        shelf: Which kind of what is kept.
        path: The file that it was made of.
        folders: Where books lie: nothing in them is taken for ours.
    """
    place = _place(shelf, path, folders)
    if place is None or not _is_ours(place.parent):
        return None
    try:
        is_plain = place.is_file() and not is_link(place)
        if not is_plain or not _is_small_and_ours(shelf, place.stat()):
            return None
        content = place.read_bytes()
    except OSError:
        return None
    digest, _, told = content.partition(b"\n")
    if digest_of(told).encode() != digest:
        return None
    with suppress(OSError):
        os.utime(place)  # what is used stays
    return told


def keep(shelf: Shelf, path: Path, folders: Iterable[Path], told: bytes) -> None:
    """Keep what a file holds, whole or not at all.

    Nothing depends on it: where it cannot be kept, the file is read once more.  What
    another user owns is left alone, so that root leaves nothing in a user's home.
    """
    # What writes brings locks with it, which no load needs.
    from fellesbok.filing.disk import CannotFileError  # noqa: PLC0415 -- said above
    from fellesbok.filing.disk import make_folder  # noqa: PLC0415 -- likewise
    from fellesbok.filing.disk import put  # noqa: PLC0415 -- likewise
    from fellesbok.filing.disk import remove  # noqa: PLC0415 -- likewise

    place = _place(shelf, path, folders)
    whole = digest_of(told).encode() + b"\n" + told
    if place is None or len(whole) > shelf.most_bytes:
        return
    with suppress(OSError, CannotFileError):
        if _may_be_ours(place):
            make_folder(place.parent, mode=_FOLDER)
            if _is_ours(place.parent):
                put(place, whole, like=place.parent)
                for old in _old(shelf, place.parent):
                    remove(old)


def can_keep(shelf: Shelf, path: Path, folders: Iterable[Path]) -> bool:
    """Whether it is worth while to make what would be kept."""
    place = _place(shelf, path, folders)
    with suppress(OSError):
        return place is not None and _may_be_ours(place)
    return False


def _may_be_ours(place: Path) -> bool:
    """Whether the lowest folder of those that are there is one of the user's.

    Raises:
        OSError: It cannot be asked about.
    """
    above = next(each for each in place.parents if each.exists())
    return above.is_dir() and is_the_users(above.stat())


def _old(shelf: Shelf, folder: Path) -> Iterator[Path]:
    """Those that were used longest ago: folders of books come and go."""
    there = {each: each.stat() for each in folder.glob(f"{shelf.name}-*")}
    newest = sorted(there, key=lambda p: (-there[p].st_mtime_ns, p.name))
    together = 0
    for number, each in enumerate(newest):
        together += there[each].st_size
        if number >= shelf.most_files or together > shelf.most_bytes_together:
            yield each


def _place(shelf: Shelf, path: Path, folders: Iterable[Path]) -> Path | None:
    """Where what a file becomes is kept; never in a folder of the books."""
    folder = cache_folder()
    if folder is None:
        return None
    real = Path(os.path.realpath(folder))
    if any(real.is_relative_to(os.path.realpath(each)) for each in folders):
        return None
    number = digest_of(os.fsencode(path))[:32]
    return real / f"{shelf.name}-{number}.{shelf.ending}"


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, and no link to one, that its user alone may write in."""
    try:
        return folder.is_dir() and not is_link(folder) and is_the_users(folder.stat())
    except OSError:
        return False


def _is_small_and_ours(shelf: Shelf, told: os.stat_result) -> bool:
    return told.st_size <= shelf.most_bytes and is_the_users(told)
