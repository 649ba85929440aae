"""Puts what several files get into the books: all of it, or nothing.

Before the first file is written, the books are loaded as they will be; after the last,
as they are.  Where they would have a fault that they do not have, nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.book_files import read_books
from fellesbok.entries.guarded_parser import parser
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.journal import content_of
from fellesbok.filing.journal import is_within
from fellesbok.filing.several import JOURNAL
from fellesbok.filing.several import journal_of
from fellesbok.filing.several import read_several
from fellesbok.filing.several import take_back_several
from fellesbok.filing.tidying import put_right
from fellesbok.load_errors import said_of
from fellesbok.messages import Text
from fellesbok.system_differences import is_link
from fellesbok.system_reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.entries.book_files import Loaded
    from fellesbok.filing.folder import Books
    from fellesbok.filing.listing import Listing
    from fellesbok.filing.several import Addition

_MOST_FAULTS = 5


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
    main = books.main
    try:
        with locked(main.parent, listing.busy):
            put_right(main)
            _add(books, additions, listing.changed)
    except OSError as error:
        reason = reason_of(error)
        text = Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)
        raise CannotFileError(text) from None


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
    folders = {path for a in written for path in lacking((folder / a.name).parent)}
    names = sorted((p.relative_to(folder).as_posix() for p in folders), reverse=True)
    try:
        put(folder / JOURNAL, journal_of(main, written, names), like=main)
        _write(folder, written, main, still)
        _read_back(books)
    except BaseException as error:
        _undo(main, error)
        raise
    _done(folder)


def _refuse_others(folder: Path, each: Addition, main: Path, changed: Text) -> None:
    """A file is where it seems to be, and holds what it held."""
    path = folder / each.name
    is_linked = not is_within(folder, each.name) or is_link(path)
    if is_linked and each.name != main.name:
        text = Text("{path} ligger bak en lenke, og blir ikke endret.", path=str(path))
        raise CannotFileError(text)
    if (path.read_bytes() if path.is_file() else None) != each.before:
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

    _refuse_new_faults(books, read_books(books.main, with_additions)[1])


def _read_back(books: Books) -> None:
    _refuse_new_faults(books, read_books(books.main)[1])


def _refuse_new_faults(books: Books, errors: Iterable[Any]) -> None:
    known = Counter(str(error.message) for error in books.errors)
    new = []
    for error in errors:
        message = str(error.message)
        if known[message]:
            known[message] -= 1
        else:
            new.append(error)
    if new:
        told = "".join(
            f"\n  {Path(str(e.source['filename'])).name}:{e.source['lineno']}:"
            f" {said_of(e).strip()}"
            for e in new[:_MOST_FAULTS]
        )
        text = Text(
            "Bøkene ville fått {count} nye feil, så ingenting er skrevet: {told}",
            count=len(new),
            told=told,
        )
        raise CannotFileError(text)


def _undo(main: Path, error: BaseException) -> None:
    """Take back what was made; where the disk does not let us, it is done later."""
    folder = main.parent
    if isinstance(error, OSError) and not (folder / JOURNAL).exists():
        return
    try:
        content = content_of(folder / JOURNAL)
        if content is not None:
            take_back_several(folder, *read_several(folder / JOURNAL, content, main))
        remove(folder / JOURNAL)
    except OSError as another:
        text = Text(
            "Fikk ikke skrevet, og fikk heller ikke ryddet ({reason}). Kjør «fellesbok"
            " check», som rydder, før noe annet gjøres.",
            reason=reason_of(another),
        )
        raise CannotFileError(text) from None


def _done(folder: Path) -> None:
    """Take the journal away; where the disk does not, the next one sees all of it."""
    try:
        remove(folder / JOURNAL)
    except OSError:
        return
