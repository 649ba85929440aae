"""What the files of books name of other files (*det bøkene tar inn*), one by one.

It is found by reading them, before anything is loaded: what is set out of a revision
must have all of it, and nothing of it may lead elsewhere.
"""

from __future__ import annotations

import glob
import os
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal

from beancount.core.data import Document

from fellesbok.entries.book_files import PLUGIN
from fellesbok.entries.guarded_parser import parser
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

ANY_DEPTH = "**"
"""The part of a pattern that stands for folders, as many as there are."""


@frozen
class Named:
    """What a file of the books names.

    Attributes:
        by: The file that names it.
        said: What it is called there.
        lead: The file that is meant, or the folder that all that is meant lies in.
        rest: What is meant from there, which may stand for several files.
        kind: Another file of the books, their agreements, or documents.
    """

    by: Path
    said: str
    lead: Path
    rest: tuple[str, ...] = ()
    kind: Literal["include", "agreements", "documents"] = "include"

    @property
    def is_needed(self) -> bool:
        """Whether what is shared rests on it; on documents nothing does."""
        return self.kind != "documents"

    def may_be(self, path: Path) -> bool:
        """Whether it may mean a path, or what lies below that where it is a folder."""
        if self.lead.is_relative_to(path):
            return True
        if not path.is_relative_to(self.lead):
            return False
        used = _skipping({0}, self.rest)
        for part in path.relative_to(self.lead).parts:
            fits = {
                place if self.rest[place] == ANY_DEPTH else place + 1
                for place in used - {len(self.rest)}
                if fnmatchcase(part, self.rest[place])
            }
            used = _skipping(fits, self.rest)
        is_folder = not path.suffix  # nobody knows, so what has no ending may be one
        return len(self.rest) in used or (is_folder and bool(used))


def _skipping(places: set[int], rest: Sequence[str]) -> set[int]:
    """How many parts of a pattern are used up, also where folders are none."""
    found = set(places)
    for place, part in enumerate(rest):
        if place in found and part == ANY_DEPTH:
            found.add(place + 1)
    return found


def taken_in(main: Path, known: dict[Path, list[Named]]) -> Iterator[Named]:
    """Everything that books name, each told before it is looked for.

    Args:
        main: The main file.
        known: What is known of files that have been read; what is read is put in it.
    """
    waiting, seen = [main], set[Path]()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        if path not in known:
            known[path] = list(_named(path, is_main=path == main))
        for each in known[path]:
            yield each
            if each.kind == "include":
                pattern = str(each.lead.joinpath(*each.rest))
                found = glob.glob(pattern, recursive=True)  # noqa: PTH207 -- as Beancount
                waiting += (Path(os.path.normpath(name)) for name in found)


def _named(path: Path, *, is_main: bool) -> Iterator[Named]:
    """What one file names; nothing where it cannot be read, or is no such file."""
    try:
        entries, _, options = parser.parse_file(str(path))
    except (OSError, ValueError):
        return
    for pattern in options["include"]:
        yield _included(path, pattern)
    for entry in entries:
        if isinstance(entry, Document):
            yield _document(path, entry.filename)
    if is_main:
        for folder in options["documents"]:
            yield _document(path, folder)
        for name, config in options["plugin"]:
            if name == PLUGIN and config and config.strip():
                rules = _whole(path, config.strip())
                # Figures lie in the folder of the agreements, or below it.
                yield Named(
                    path, config.strip(), rules.parent, (rules.name,), "agreements"
                )


def _included(by: Path, said: str) -> Named:
    """What an include means; what turns back after a sign may lead anywhere."""
    parts = Path(said).parts
    before = tuple(takewhile(lambda part: not glob.has_magic(part), parts))
    rest = parts[len(before) :]
    lead = Path(by.anchor) if ".." in rest else _whole(by, *before)
    return Named(by, said, lead, rest)


def _agreements(by: Path, said: str) -> Named:
    """What the agreements are, and their folder: figures lie in it, or below it."""
    whole = _whole(by, said)
    return Named(by, said, whole.parent, (whole.name,), "agreements")


def _document(by: Path, said: str) -> Named:
    return Named(by, said, _whole(by, said), kind="documents")


def _whole(by: Path, *parts: str) -> Path:
    return Path(os.path.normpath(by.parent.joinpath(*parts)))
