"""Whether a region need not be done again: all is as it was (*urørt*).

It is done again whenever that is not sure: books that read a file outside their folder
or in a hidden one, that have links, or that load plugins of others.
"""

from __future__ import annotations

import hashlib
import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok import __version__
from fellesbok.dataset.exact import VERSION
from fellesbok.dataset.whole import is_as_written
from fellesbok.dataset.whole import read_contents
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.books import Books

KNOWN_PLUGINS = ("fellesbok.", "beancount.")
PROGRAMS = ("beancount", "duckdb")


def folder_digest(root: Path) -> str | None:
    """A digest of all that a folder holds, but for what is hidden.

    ``None`` where there are links in it: what they lead to is not looked at.

    Raises:
        OSError: Something in it cannot be read.
    """
    told = hashlib.sha256()
    for path in _visible(root):
        if is_link(path):
            return None
        if path.is_file():
            content = path.read_bytes()
            name = path.relative_to(root).as_posix()
            told.update(f"{name}\x00{len(content)}\x00".encode())
            told.update(content)
    return told.hexdigest()


def _visible(root: Path) -> Iterator[Path]:
    """Everything below a folder in the order of its names, hidden things apart."""
    for path in sorted(root.iterdir()):
        if path.name.startswith("."):
            continue
        yield path
        if path.is_dir() and not is_link(path):
            yield from _visible(path)


def programs() -> dict[str, str]:
    """The programs and the schema by which the bytes are what they are."""
    found = {"fellesbok": __version__, "schema": str(VERSION)}
    for name in PROGRAMS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def made_of(
    root: Path, digest: str | None, loaded: Books, asked: Mapping[str, str]
) -> dict[str, Any] | None:
    """What the output of a region rests on; ``None`` where not all of it is known.

    Args:
        root: The folder of the books.
        digest: That of the folder, from before it was loaded.
        loaded: The books.
        asked: What is wanted of them.
    """
    plugins = [name for name, _ in loaded.options["plugin"]]
    is_sure = (
        digest is not None
        and all(name.startswith(KNOWN_PLUGINS) for name in plugins)
        and all(_is_seen(Path(name), root) for name in loaded.options["include"])
    )
    if not is_sure:
        return None
    return {"folder": digest, "asked": dict(asked), "programs": programs()}


def _is_seen(path: Path, root: Path) -> bool:
    """Whether a file lies in a folder, and nothing on the way to it is hidden."""
    real, folder = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if not real.is_relative_to(folder):
        return False
    return not any(part.startswith(".") for part in real.relative_to(folder).parts)


def earlier(
    place: Path, digest: str | None, asked: Mapping[str, str]
) -> dict[str, Any] | None:
    """What an earlier run said of a region, where it stands whole and still holds.

    Args:
        place: The folder of the region in that of the run.
        digest: That of the folder of the books as it is now.
        asked: What is wanted of them.

    Raises:
        OSError: What it wrote cannot be read.
    """
    said = read_contents(place)
    now = {"folder": digest, "asked": dict(asked), "programs": programs()}
    if digest is None or said is None or said.get("made_of") != now:
        return None
    return said if is_as_written(place) else None
