"""Proposals that are laid out for the municipalities (*utlagte forslag*).

They are files of the folder ``forslag`` in that of the books, in the form of those of
``fellesbok compare --with``.  Whoever keeps the books puts them there: a proposal
that a municipality had written itself would tell it what others cost and bear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.filing.folder import folder_of

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "forslag"
MOST = 20
"""More are not shown: each of them is tried by every municipality."""

_NAME = re.compile(r"\w[\w -]{0,60}\.yaml")


def laid_out(main: Path) -> dict[str, Path]:
    """The proposals by name, in order; none where there is no such folder.

    Args:
        main: The main file of the books.
    """
    try:
        paths = sorted(
            path
            for path in _folder(main).iterdir()
            if _NAME.fullmatch(path.name) and path.is_file()
        )
    except OSError:
        return {}
    return {path.stem: path for path in paths[:MOST]}


def stamp(main: Path) -> tuple[tuple[str, int, int], ...]:
    """What the disk says of them: another when one of them is another."""
    found = []
    for name, path in laid_out(main).items():
        try:
            known = path.stat()
        except OSError:
            continue
        found.append((name, known.st_mtime_ns, known.st_size))
    return tuple(found)


def _folder(main: Path) -> Path:
    return folder_of(main) / FOLDER
