"""What is in a books folder when it has been loaded."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.contradictions import ContradictionError
from fellesbok.entries.book_files import read_still
from fellesbok.entries.checks import with_values
from fellesbok.entries.load_places import not_read
from fellesbok.error_texts.of_beancount import said_of
from fellesbok.errors import FileFault
from fellesbok.errors import LedgerError
from fellesbok.filing import folder
from fellesbok.frozen import frozen
from fellesbok.kept_loads import read_kept
from fellesbok.shared import OPTION
from fellesbok.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.entries.book_files import Amend
    from fellesbok.entries.book_files import Loaded
    from fellesbok.entries.book_files import Stamps
    from fellesbok.entries.records import Entries


@frozen
class Books:
    """Loaded books (*regnskapet*).

    ``shared`` is ``None`` where the rules have faults or the plugin is not used;
    ``options`` are Beancount's own; ``before`` is what the disk said of their files
    before they were read.  ``of_one`` gives, of each error that keeps one cooperation's
    year from being shared and nothing else, the cooperation and year; ``not_read`` are
    those for which a file that books take in is not there, or nothing in it is read.
    """

    main: Path
    entries: Entries
    errors: tuple[FileFault, ...]
    shared: Shared | None
    options: dict[str, Any]
    before: Stamps
    of_one: Mapping[FileFault, tuple[str, int]] = field(default_factory=dict)
    not_read: tuple[FileFault, ...] = ()

    @property
    def settled(self) -> Shared:
        """What the plugin kept, where the books are known to be shared."""
        if self.shared is None:
            raise ContradictionError("Det som er fordelt i bøkene", {})
        return self.shared


def load_books(main: Path, amend: Amend | None = None) -> Books:
    """The books as Beancount loads them, every error with path and line.

    Args:
        main: The main file.
        amend: Tries something else in them before anything is shared.
    """
    return _books(main, *read_still(main, amend))


def kept_books(main: Path) -> Books:
    """The same books, as they were loaded before where nothing has changed since.

    It is for who reads them once: what is kept is read from the disk each time.
    """
    return _books(main, *read_kept(main))


def _books(main: Path, loaded: Loaded, before: Stamps) -> Books:
    """Books of what Beancount gives."""
    entries, errors, options = loaded
    shared = options.get(OPTION)
    return Books(
        main,
        with_values(entries),
        tuple(sorted({_fault(error) for error in errors})),
        shared if isinstance(shared, Shared) else None,
        options,
        before,
        {
            _fault(error): error.of
            for error in errors
            if isinstance(error, LedgerError) and error.of is not None
        },
        tuple(sorted({_fault(error) for error in not_read(errors, entries)})),
    )


def filed_books(loaded: Books, shared: Shared) -> folder.Books:
    """The same loading of books that are shared, for what is written into them."""
    return folder.as_loaded(
        loaded.main,
        shared.agreement,
        loaded.entries,
        loaded.errors,
        loaded.options,
        loaded.before,
    )


def _fault(error: Any) -> FileFault:  # noqa: ANN401 -- Beancount has many kinds
    """Any error with its place, in Norwegian where it is known."""
    message = said_of(error)
    return FileFault(error.source["filename"], error.source["lineno"], message)
