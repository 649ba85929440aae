"""The books as each reader may see them, kept in step with the files (*innsyn*).

The books are loaded once for every change.  What is shown is built whole before it
takes the place of what was shown before, so that no reader sees half a change, and
books that have got errors do not drive away the last that had none.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from threading import Lock
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

from fava.beans.load import load_uncached
from fava.core.watcher import Watcher
from fava.util import slugify

from fellesbok.plugin import OPTION
from fellesbok.plugin import Shared
from fellesbok.viewpoint import sight
from fellesbok.web.books_ledger import BooksLedger
from fellesbok.web.books_ledger import Given

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import ItemsView
    from collections.abc import Mapping


@dataclass
class _Shown:
    """One state of the books, and who has looked at it."""

    given: Given
    ledgers: dict[str | None, BooksLedger] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class Views:
    """What ``fellesbok serve`` gives Fava in the place of its own loader."""

    def __init__(
        self, main: Path, *, reader: Callable[[], str | None], edit: bool = False
    ) -> None:
        """Load the books.

        Args:
            main: The main file.
            reader: Who asks now: the slug of a payer, or ``None`` for who reads all.
            edit: Whether they who read all may write; they then see it at once.
        """
        self._main = main
        self._reader = reader
        self._edit = edit
        # Asks the files themselves: a share on a network tells nobody of changes.
        self._watcher = Watcher()
        self._loading = Lock()
        self._shown = _Shown(self._load(None))

    @property
    def slug(self) -> str:
        """The books' name in addresses."""
        title = self._shown.given.options["title"]
        return slugify(title) or slugify(str(self._main))

    def first_slug(self) -> str:
        """The same, as Fava asks for it."""
        return self.slug

    def items(self) -> ItemsView[str, BooksLedger]:
        """The one set of books by its name in addresses."""
        return {self.slug: self[self.slug]}.items()

    def __getitem__(self, slug: str) -> BooksLedger:
        """The books as the one who asks may see them.

        Raises:
            KeyError: They have another name.
        """
        if slug != self.slug:
            raise KeyError(slug)
        self._follow()
        return self._ledger(self._shown, self._reader())

    def reload(self) -> None:
        """Load the books, and show them when they are whole."""
        with self._loading:
            before = self._shown
            after = _Shown(self._load(before.given))
            for reader in list(before.ledgers):
                self._ledger(after, reader)
            self._shown = after

    def _follow(self) -> None:
        """Begin to load what has changed; who asks meanwhile sees what was before."""
        if self._loading.locked() or not self._watcher.check():
            return
        if self._edit:
            self.reload()
        else:
            Thread(target=self.reload, daemon=True).start()

    def _load(self, before: Given | None) -> Given:
        """The books as they are; with errors, the last that had none."""
        loaded: Any = load_uncached(str(self._main), is_encrypted=False)
        entries, errors, options = loaded
        files = [Path(name) for name in options["include"]]
        folders = [
            self._main.parent / folder / root
            for folder in options["documents"]
            for root in ("Assets", "Liabilities", "Equity", "Income", "Expenses")
        ]
        # A file that is new may be one that a pattern takes in, or that nothing does.
        self._watcher.update(files, [*folders, self._main.parent])
        mtime = max(self._watcher.last_checked, before.mtime + 1 if before else 1)
        if errors and before is not None and not self._edit:
            return replace(before, errors=errors, mtime=mtime, stale=True)
        return Given(entries, errors, options, mtime, stale=False)

    def _ledger(self, shown: _Shown, reader: str | None) -> BooksLedger:
        with shown.lock:
            if reader not in shown.ledgers:
                given = shown.given if reader is None else _part(shown.given, reader)
                shown.ledgers[reader] = BooksLedger(
                    str(self._main),
                    given,
                    reader=reader,
                    watcher=self._watcher,
                    reload=self.reload,
                    edit=self._edit and reader is None,
                )
            return shown.ledgers[reader]


def _part(given: Given, reader: str) -> Given:
    """What one payer may read; nothing where it cannot be known what that is."""
    shared = given.options.get(OPTION)
    bare: dict[str, Any] = {"documents": [], "plugin": [], "include": []}
    if not isinstance(shared, Shared):
        options = {k: v for k, v in given.options.items() if k != OPTION}
        return replace(given, entries=[], errors=[], options=options | bare, texts={})
    faulty = {error.source["filename"] for error in given.errors}
    files = [name for name in given.options["include"] if name not in faulty]
    seen = sight(list(given.entries), shared, reader, files)
    texts = dict(_texts(sorted(seen.files)))
    own = bare | {"include": [f for f in files if f in texts], OPTION: seen.shared}
    return replace(
        given,
        entries=seen.entries,
        errors=[],
        options={**given.options, **own},
        texts=texts,
    )


def _texts(files: list[str]) -> Mapping[str, str]:
    """The text of each file, as it is when the books are loaded."""
    found = {}
    for name in files:
        with suppress(OSError, UnicodeDecodeError):
            found[name] = Path(name).read_text(encoding="utf-8")
    return found
