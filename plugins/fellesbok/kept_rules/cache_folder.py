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
from pathlib import Path

from fellesbok import __version__
from fellesbok.system_differences import is_link
from fellesbok.system_differences import is_the_users

FORM = 1
"""The form of what is kept; another one is not read."""

MOST_BYTES = 32_000_000
MOST_FILES = 32
_FOLDER = 0o700
_READERS = ("rules", "agreement", "kept_rules")
"""The rooms that decide what rules become."""


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
def same_programme() -> str:
    """What is the same as long as rules are read alike.

    The version, the schema, and, for those who change the programme itself, when its
    modules were written.
    """
    house = Path(__file__).parents[1]
    told = hashlib.sha256(f"{FORM} {__version__}".encode())
    told.update((house / "allocation_rules.schema.json").read_bytes())
    for room in _READERS:
        for folder, _, names in sorted(os.walk(house / room)):
            for name in sorted(names):
                if name.endswith(".py"):
                    there = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 -- a hundred files at each start
                    told.update(f"{name} {there.st_size} {there.st_mtime_ns}".encode())
    return told.hexdigest()


def kept(path: Path, books: Path) -> str | None:
    """What is kept of a file of rules, if it is whole and nobody else's."""
    place = _place(path, books)
    if place is None or not _is_ours(place.parent):
        return None
    try:
        is_plain = place.is_file() and not is_link(place)
        if not is_plain or not _is_small_and_ours(place.stat()):
            return None
        content = place.read_bytes()
    except OSError:
        return None
    digest, _, told = content.partition(b"\n")
    if hashlib.sha256(told).hexdigest().encode() != digest:
        return None
    return told.decode(errors="replace")


def keep(path: Path, books: Path, told: str) -> None:
    """Keep what a file of rules holds, whole or not at all.

    Nothing depends on it: where it cannot be kept, the rules are read once more.  What
    another user owns is left alone, so that root leaves nothing in a user's home.
    """
    # What writes brings locks with it, which no load needs.
    from fellesbok.filing.disk import CannotFileError  # noqa: PLC0415 -- said above
    from fellesbok.filing.disk import make_folder  # noqa: PLC0415 -- likewise
    from fellesbok.filing.disk import put  # noqa: PLC0415 -- likewise
    from fellesbok.filing.disk import remove  # noqa: PLC0415 -- likewise

    place, content = _place(path, books), told.encode()
    digest = hashlib.sha256(content).hexdigest().encode()
    whole = digest + b"\n" + content
    if place is None or len(whole) > MOST_BYTES:
        return
    with suppress(OSError, CannotFileError):
        above = next(each for each in place.parents if each.exists())
        if is_the_users(above.stat()):
            make_folder(place.parent, mode=_FOLDER)
            if _is_ours(place.parent):
                put(place, whole, like=place.parent)
                for old in _old(place.parent):
                    remove(old)


def _old(folder: Path) -> list[Path]:
    """Those that were kept longest ago: folders of books come and go."""
    found = [(each.stat().st_mtime_ns, each.name) for each in folder.glob("rules-*")]
    return [folder / name for _, name in sorted(found)[:-MOST_FILES]]


def _place(path: Path, books: Path) -> Path | None:
    """Where what a file of rules holds is kept; never in a folder of the books."""
    folder = cache_folder()
    if folder is None:
        return None
    real = Path(os.path.realpath(folder))
    if any(real.is_relative_to(os.path.realpath(f)) for f in (path.parent, books)):
        return None
    return real / f"rules-{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.json"


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, and no link to one, that its user alone may write in."""
    try:
        return folder.is_dir() and not is_link(folder) and is_the_users(folder.stat())
    except OSError:
        return False


def _is_small_and_ours(told: os.stat_result) -> bool:
    return told.st_size <= MOST_BYTES and is_the_users(told)
