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
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import is_private_folder
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import read_plain
from fellesbok.filing.disk import remove

FORM = 1
"""The form of what is kept; another one is not read."""

MOST_BYTES = 32_000_000
MOST_FILES = 32
_FOLDER = 0o700
_FILE = 0o600
_READERS = ("rules", "agreement", "kept_rules")
"""The rooms that decide what rules become."""


def cache_folder() -> Path | None:
    """Our folder among the user's caches; ``None`` where there is no such place."""
    with suppress(RuntimeError):  # nobody's home
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "fellesbok"
        named = os.environ.get(
            "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", ""
        )
        # The rule of XDG: a path that is not whole is as if there were none.
        base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
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
    if place is None or not is_private_folder(place.parent):
        return None
    content = read_plain(place, MOST_BYTES, is_private=True)
    if content is None:
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
    place, content = _place(path, books), told.encode()
    digest = hashlib.sha256(content).hexdigest().encode()
    whole = digest + b"\n" + content
    if place is None or len(whole) > MOST_BYTES:
        return
    with suppress(OSError, CannotFileError):
        above = next(each for each in place.parents if each.exists())
        if above.stat().st_uid == os.geteuid():
            make_folder(place.parent, mode=_FOLDER)
            if is_private_folder(place.parent):
                put(place, whole, mode=_FILE)
                _clear_old(place.parent)


def _clear_old(folder: Path) -> None:
    """Let go of those that were kept longest ago: folders of books come and go."""
    found = [(each.stat().st_mtime_ns, each.name) for each in folder.glob("rules-*")]
    for _, name in sorted(found)[:-MOST_FILES]:
        remove(folder / name)


def _place(path: Path, books: Path) -> Path | None:
    """Where what a file of rules holds is kept; never in a folder of the books."""
    folder = cache_folder()
    if folder is None:
        return None
    real = Path(os.path.realpath(folder))
    if any(real.is_relative_to(os.path.realpath(f)) for f in (path.parent, books)):
        return None
    return real / f"rules-{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.json"
