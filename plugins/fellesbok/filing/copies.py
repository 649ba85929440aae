"""Copies beside the books that were being made when the programme was stopped.

A new folder is filled by a name of our own and then put in place.  Whoever is stopped
between leaves it, and has no reason to come back to that place: the claims are in the
books.  So the books remember where it is until it is whole.  What they remember may
come with books from others, and is trusted for nothing but a folder of a name that we
make, and in it files of which we know what they hold, or that are half written.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import put
from fellesbok.filing.disk import read_plain
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

NOTE = ".fellesbok-kopier"
_MOST_BYTES = 20_000_000
_FIELDS = {"folder", "files"}


@contextmanager
def remembered(
    main: Path, folder: Path, files: Mapping[str, bytes], busy: Text
) -> Iterator[None]:
    """Remember a folder that is filled in here, and let nobody write in the books.

    Args:
        main: The main file.
        folder: Where the copies are to be.
        files: What each holds.
        busy: What is said where somebody writes in the books.

    Raises:
        CannotFileError: Somebody does.
        OSError: The disk does not work.
    """
    said = {
        "folder": str(folder.absolute()),
        "files": {name: digest_of(content) for name, content in files.items()},
    }
    with locked(main.parent, busy):
        put(main.parent / NOTE, json.dumps(said).encode(), like=main)
        try:
            yield
        finally:
            with suppress(OSError):  # who writes next does it
                remove(main.parent / NOTE)


def tidy_copies(main: Path) -> tuple[Text, ...]:
    """Take away copies that were never whole; the folder of the books is locked.

    Raises:
        OSError: The disk does not work.
    """
    note = main.parent / NOTE
    if os.path.lexists(beside_of(note)):
        remove(beside_of(note))
    if not os.path.lexists(note):
        return ()
    said = _said(read_plain(note, _MOST_BYTES))
    told: tuple[Text, ...] = ()
    if said is not None:
        folder, known = said
        half = beside_of(folder)
        if half.is_dir() and not is_link(half):
            left = _cleared(half, known)
            told = (_told(folder, left),)
    remove(note)
    return told


def _told(folder: Path, left: Path | None) -> Text:
    """That copies are not there, and what lies there of them."""
    if left is None:
        return Text(
            "Kopiene til {path} ble avbrutt, og det som var laget, er tatt bort."
            " «fellesbok documents» lager dem på nytt.",
            path=str(folder),
        )
    return Text(
        "Kopiene til {path} ble avbrutt. {left} har annet enn dem, og er latt ligge.",
        path=str(folder),
        left=str(left),
    )


def _cleared(half: Path, known: Mapping[str, str]) -> Path | None:
    """Take away what is ours in a folder, and the folder; gives it where more is."""
    for name, wanted in sorted(known.items()):
        content = read_plain(half / name, _MOST_BYTES)
        if content is not None and digest_of(content) == wanted:
            remove(half / name)
        elif not os.path.lexists(half / name):
            remove(half / name)  # what was being written for its place
    remove_empty([half])
    return half if half.exists() else None


def _said(content: bytes | None) -> tuple[Path, dict[str, str]] | None:
    """The folder and the files, if they are such as we remember."""
    try:
        said: Any = json.loads(content or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.keys() != _FIELDS:
        return None
    folder, files = said["folder"], said["files"]
    if not isinstance(folder, str) or not isinstance(files, dict) or "\0" in folder:
        return None
    is_ours = all(
        isinstance(each, str) and name and not set(name) & set("/\\:\0")
        for name, each in files.items()
    )
    path = Path(folder)
    return (path, files) if is_ours and path.is_absolute() and path.name else None
