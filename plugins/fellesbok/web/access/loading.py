"""The books together with the texts that they were made of (*innlasting*).

Beancount reads files one after another, and somebody may write meanwhile.  What a
reader is shown of a file must be what the entries were made of, so files that changed
on the way are loaded once more; and what was seen then tells later if there is news.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Document
from fava.core.watcher import Watcher

from fellesbok.entries.book_files import read_books
from fellesbok.entries.book_files import stamp
from fellesbok.frozen import frozen
from fellesbok.proof.revision import OPTION as REVISION
from fellesbok.proof.revision import files_revision

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.entries.book_files import Stamp
    from fellesbok.kept_loads.memory import Memory

MOST_LOADS = 4
SETTLED_NANOSECONDS = 1_000_000_000
"""How long before loading a file must have been written, if it was not seen before."""

ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")


@frozen
class Load:
    """Books as Beancount loaded them.

    Attributes:
        entries: The entries.
        errors: Beancount's errors.
        options: Beancount's options.
        texts: The text of each file that the entries were made of.  It is empty where
            the files did not stand still long enough to know.
        documents: The documents that the entries name, as they were.
        seen: Files and folders as they were.
    """

    entries: Sequence[Any]
    errors: Sequence[Any]
    options: Mapping[str, Any]
    texts: Mapping[str, str]
    documents: Mapping[Path, Stamp]
    seen: Mapping[Path, Stamp]


def load_whole(
    main: Path, known: Collection[Path] = (), memory: Memory | None = None
) -> Load:
    """Load the books, and the texts and the revision that they were made of.

    Where they never stood still, both are blank: nobody knows which they were.

    Args:
        main: The main file.
        known: The files that the books had before.
        memory: What is known of them from loads before, if there is any.

    Raises:
        Exception: Whatever Beancount does not tell as an error.
    """
    read = read_books if memory is None else memory.read
    files = {main, *known}
    for _ in range(MOST_LOADS):
        before, began = stamps(files), time.time_ns()
        entries, errors, options = read(main)
        files |= {Path(name) for name in options["include"]}
        texts = dict(texts_of(options["include"]))
        options[REVISION] = ""
        with suppress(OSError):
            options[REVISION] = files_revision(main, options["include"])
        documents = stamps(Path(e.filename) for e in entries if type(e) is Document)
        after = stamps(files)
        if all(_stood_still(path, before, after, began) for path in files):
            # A new file may be one that a pattern takes in, or that nothing does.
            folders = stamps([main.parent, *_document_folders(main, options)])
            seen = {**after, **folders}
            return Load(entries, errors, options, texts, documents, seen)
    options[REVISION] = ""
    return Load(entries, errors, options, {}, {}, {})


class StampWatcher(Watcher):
    """Asks the files themselves: a share on a network tells nobody of changes."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        super().__init__()
        self._seen: Mapping[Path, Stamp] = {}

    def saw(self, seen: Mapping[Path, Stamp]) -> None:
        """Remember what there was when the books were loaded."""
        self._seen = seen
        self.last_checked = time.time_ns()

    @property
    def files(self) -> Collection[Path]:
        """What is watched."""
        return tuple(self._seen)

    def update(self, files: Iterable[Path], folders: Iterable[Path]) -> None:
        """Nothing: what was loaded says what to watch."""

    def check(self) -> bool:
        """Whether anything is another than it was when it was loaded."""
        return not self._seen or stamps(self._seen) != self._seen

    def notify(self, path: Path) -> None:
        """Fava has written a file; let it be seen as another."""
        self._seen = {**self._seen, path: ()}

    def _get_latest_mtime(self) -> int:
        return self.last_checked


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """How files and folders are now; asking never raises."""
    return {path: stamp(path) for path in paths}


def _stood_still(
    path: Path, before: Mapping[Path, Stamp], after: Mapping[Path, Stamp], began: int
) -> bool:
    """Whether a file was not written while the books were loaded."""
    now = after[path]
    if path in before:
        return before[path] == now
    return bool(now) and max(now[:2]) < began - SETTLED_NANOSECONDS


def _document_folders(main: Path, options: Mapping[str, Any]) -> Iterator[Path]:
    """Every folder that documents may lie in."""
    for folder in options["documents"]:
        for root in ROOTS:
            for name, _, _ in os.walk(main.parent / folder / root):
                yield Path(name)


def texts_of(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The text of each file that can be read."""
    for name in files:
        with suppress(OSError, UnicodeDecodeError):
            yield name, Path(name).read_text(encoding="utf-8")
