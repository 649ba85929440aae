"""Puts what several files get into the books: all of it, or nothing.

Before the first file is written, the books are loaded as they will be; after the last,
as they are.  Where they would have a fault that they do not have, nothing is changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fellesbok.entries.book_files import read_books
from fellesbok.entries.guarded_parser import parser
from fellesbok.filing.all_or_nothing import alone
from fellesbok.filing.all_or_nothing import journalled
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.folder import held
from fellesbok.filing.journal import content_of
from fellesbok.filing.journal import is_within
from fellesbok.filing.journal import new_folders
from fellesbok.filing.reading_back import refuse_new_faults
from fellesbok.filing.several import JOURNAL
from fellesbok.filing.several import journal_of
from fellesbok.filing.several import read_several
from fellesbok.filing.several import take_back_several
from fellesbok.messages import Text
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.entries.book_files import Loaded
    from fellesbok.filing.folder import Books
    from fellesbok.filing.listing import Listing
    from fellesbok.filing.several import Addition


def write_together(
    books: Books, additions: Iterable[Addition], listing: Listing
) -> None:
    """Put every addition into the books, or none.

    Args:
        books: The books as they were when it was decided.
        additions: One for each file, in any order.
        listing: What is said where the books are busy, or not what they were.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    with alone(books.main, listing.busy):
        _add(books, additions, listing.changed)


def _add(books: Books, additions: Iterable[Addition], changed: Text) -> None:
    """The steps in their order; what has been made is taken back if one fails."""
    folder, main = books.main.parent, books.main
    every = sorted(additions, key=lambda a: (a.name == main.name, a.before is not None))
    written = [each for each in every if each.added]

    def still() -> None:
        if books.state() != books.digest:
            raise CannotFileError(changed)

    for each in every:
        _refuse_others(folder, each, main, changed)
    still()
    _try(books, every)
    said = journal_of(main, written, new_folders(folder, (a.name for a in written)))
    with journalled(folder / JOURNAL, said, main, partial(_take_back, main)):
        _write(folder, written, main, still)
        refuse_new_faults(books, read_books(main)[1])


def _refuse_others(folder: Path, each: Addition, main: Path, changed: Text) -> None:
    """A file is where it seems to be, and holds what it held."""
    path = folder / each.name
    is_linked = not is_within(folder, each.name) or is_link(path)
    if is_linked and each.name != main.name:
        text = Text("{path} ligger bak en lenke, og blir ikke endret.", path=str(path))
        raise CannotFileError(text)
    if held(path) != each.before:
        raise CannotFileError(changed)


def _write(
    folder: Path, written: Sequence[Addition], main: Path, still: Callable[[], None]
) -> None:
    """Every file in its turn; the books are held to be what they were until one is."""
    is_begun = False
    for each in written:
        path = folder / each.name
        if each.before is None:
            make_folder(path.parent, is_inherited=True)
        put(path, each.after, like=main, still=None if is_begun else still)
        is_begun = is_begun or each.before is not None


def _try(books: Books, every: Sequence[Addition]) -> None:
    """Load the books as they will be.

    Raises:
        CannotFileError: They would have faults that they do not have.
    """
    folder = books.main.parent
    places = {str(folder / each.name) for each in every}

    def with_additions(loaded: Loaded) -> Loaded:
        entries, errors, options = loaded
        kept = [e for e in entries if e.meta["filename"] not in places]
        errors = list(errors)
        for each in every:
            text = each.after.decode("utf-8", "replace")
            found, faults, _ = parser.parse_string(
                text, report_filename=str(folder / each.name)
            )
            kept += found
            errors += faults
        return kept, errors, options

    refuse_new_faults(books, read_books(books.main, with_additions)[1])


def _take_back(main: Path) -> None:
    """Make the books what they were, by what the journal says that was made."""
    journal = main.parent / JOURNAL
    content = content_of(journal)
    if content is not None:
        take_back_several(main.parent, *read_several(journal, content, main))
