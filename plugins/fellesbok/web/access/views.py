"""The books as each reader may see them, kept in step with the files (*innsyn*).

The books are loaded once for every change.  What is shown is built whole before it
takes the place of what was shown before, so that no reader sees half a change, and
books that have got errors, or are away for a moment, do not drive away the last that
had none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from threading import Lock
from threading import RLock
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

from fava.util import slugify

from fellesbok.errors import LedgerError
from fellesbok.kept_loads.memory import Memory
from fellesbok.messages import Text
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.viewpoint import sight
from fellesbok.web.access.books_ledger import BooksLedger
from fellesbok.web.access.books_ledger import Given
from fellesbok.web.access.loading import StampWatcher
from fellesbok.web.access.loading import load_whole
from fellesbok.web.access.loading import stamps
from fellesbok.web.access.remembered import Remembered
from fellesbok.web.access.saving import hold_for_this_request
from fellesbok.web.access.saving import is_writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import ItemsView
    from collections.abc import Sequence
    from pathlib import Path

EMPTY = Text("Bøkene er tomme, eller bare halve: fellesbok.plugin er ikke med lenger.")

log = logging.getLogger(__name__)


@dataclass
class _Shown:
    """One state of the books, and who has looked at it."""

    given: Given
    ledgers: dict[str | None, BooksLedger] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    making: dict[str | None, Lock] = field(default_factory=dict)
    remembered: Remembered = field(default_factory=Remembered)


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
        self._watcher = StampWatcher()
        self._memory = Memory()
        self._loading = Lock()
        self._saving = RLock()
        self._shown = _Shown(self._load(None))
        self.when_shown_anew: Callable[[], None] | None = None

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

    def payers(self) -> tuple[str, ...]:
        """The slugs of everybody that can be charged, in the books that are shown."""
        shared = self._shown.given.options.get(OPTION)
        if not isinstance(shared, Shared):
            return ()
        return tuple(payer.slug for payer in shared.agreement.payers)

    def __getitem__(self, slug: str) -> BooksLedger:
        """The books as the one who asks may see them.

        Raises:
            KeyError: They have another name.
        """
        if slug != self.slug:
            raise KeyError(slug)
        if self._edit and is_writing() and self._reader() is None:
            hold_for_this_request(self._saving)
            with self._loading:
                if self._watcher.check():
                    self._show_anew()
        else:
            self._follow()
        return self._ledger(self._shown, self._reader())

    def reload(self) -> None:
        """Load the books, and show them when they are whole."""
        with self._loading:
            self._show_anew()

    def _show_anew(self) -> None:
        """Load while others are kept from it; whatever happens, something is shown."""
        before = self._shown
        try:
            after = _Shown(self._load(before.given))
            for reader in list(before.ledgers):
                self._ledger(after, reader)
        except Exception as error:
            log.exception("%s", self._main)
            self._watcher.saw(stamps({self._main, *self._watcher.files}))
            text = Text("Bøkene kan ikke leses: {reason}", reason=str(error))
            after = _Shown(self._kept(before.given, [_fault(self._main, text)]))
        self._shown = after
        if self.when_shown_anew is not None:
            self.when_shown_anew()

    def _follow(self) -> None:
        """Begin to load what has changed; who asks meanwhile sees what was before."""
        if not self._watcher.check() or not self._loading.acquire(blocking=False):
            return
        if self._edit:
            self._load_and_let_go()
        else:
            Thread(target=self._load_and_let_go, daemon=True).start()

    def _load_and_let_go(self) -> None:
        try:
            self._show_anew()
        finally:
            self._loading.release()

    def _load(self, before: Given | None) -> Given:
        """The books as they are; with errors, the last that had none."""
        load = load_whole(self._main, self._watcher.files, self._memory)
        errors = list(load.errors)
        is_shared = isinstance(load.options.get(OPTION), Shared)
        self._watcher.saw(load.seen)
        if before is not None and _is_good(before):
            was_shared = isinstance(before.options.get(OPTION), Shared)
            if was_shared and not is_shared and not errors:
                errors = [_fault(self._main, EMPTY)]
            if errors:
                return self._kept(before, errors)
        return Given(
            load.entries,
            errors,
            load.options,
            self._after(before),
            stale=False,
            texts=load.texts,
            documents=load.documents,
        )

    def _kept(self, before: Given, errors: Sequence[Any]) -> Given:
        """What was shown before, and why it is shown still."""
        return replace(before, errors=errors, mtime=self._after(before), stale=True)

    def _after(self, before: Given | None) -> int:
        """A time that no page has seen yet."""
        return max(self._watcher.last_checked, before.mtime + 1 if before else 1)

    def _ledger(self, shown: _Shown, reader: str | None) -> BooksLedger:
        """What a reader is shown; the others do not wait while it is made."""
        with shown.lock:
            making = shown.making.setdefault(reader, Lock())
        with making:
            if reader not in shown.ledgers:
                given = shown.given if reader is None else _part(shown.given, reader)
                shown.ledgers[reader] = BooksLedger(
                    str(self._main),
                    given,
                    reader=reader,
                    watcher=self._watcher,
                    reload=self.reload,
                    edit=self._edit and reader is None,
                    remembered=shown.remembered,
                )
            return shown.ledgers[reader]


def _part(given: Given, reader: str) -> Given:
    """What one payer may read; nothing where it cannot be known what that is."""
    shared = given.options.get(OPTION)
    bare: dict[str, Any] = {"documents": [], "plugin": [], "include": []}
    if not isinstance(shared, Shared):
        options = {k: v for k, v in given.options.items() if k != OPTION}
        return replace(given, entries=[], errors=[], options=options | bare, texts={})
    # Errors of books that are not shown say nothing of those that are.
    errors = () if given.stale else given.errors
    faulty = {error.source["filename"] for error in errors}
    files = [name for name in given.options["include"] if name not in faulty]
    seen = sight(list(given.entries), shared, reader, files)
    texts = {f: given.texts[f] for f in sorted(seen.files) if f in given.texts}
    own = bare | {"include": [f for f in files if f in texts], OPTION: seen.shared}
    return replace(
        given,
        entries=seen.entries,
        errors=[],
        options={**given.options, **own},
        texts=texts,
    )


def _is_good(given: Given) -> bool:
    """Whether what is shown was loaded without errors."""
    return given.stale or not given.errors


def _fault(main: Path, text: Text) -> LedgerError:
    return LedgerError({"filename": str(main), "lineno": 1}, text)
