"""What is written is read back: by Beancount, before it counts and after.

Before, the books as they will be are loaded beside the old ones, with the new file
taken in.  After, the books themselves are loaded.  Each time every new directive must
be there, in the file and on the line where it was written, and no fault that was not
there before.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.book_files import read_books
from fellesbok.entries.custom_values import is_amount
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import is_balance
from fellesbok.entries.kinds import is_document
from fellesbok.error_texts.of_beancount import said_of
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.journal import is_taken_in
from fellesbok.filing.journal import kinds
from fellesbok.filing.listing import added
from fellesbok.messages import Text
from fellesbok.noted import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.filing.folder import Books
    from fellesbok.filing.journal import Journal

CHECK = ".fellesbok-kontroll.beancount"
_MOST_FAULTS = 5
_PLACE = {"filename", "lineno"}


def try_out(
    books: Books, name: str, wanted: Sequence[Any] = (), *, reveals: bool = False
) -> tuple[Path, ...]:
    """Load the books as they will be; gives the files that they are made of.

    Args:
        books: The books as they are.
        name: The new file of directives, which nobody includes yet.
        wanted: The directives, each with where it was read.
        reveals: Whether faults elsewhere than in the new file may come to light.

    Raises:
        CannotFileError: They have new faults, or lack a directive.
    """
    folder = books.main.parent
    try:
        content = added(books.main.read_bytes(), name)
        put(folder / CHECK, content, like=books.main)
        entries, errors, options = read_books(folder / CHECK)
    finally:
        clear_check(folder)
    of_ours = _of(folder / name, errors) if reveals else errors
    _compare(books, folder / name, entries, of_ours, wanted)
    found = {Path(each) for each in options["include"]}
    return tuple(sorted(found - {folder / CHECK, folder / name} | {books.main}))


def read_back(books: Books, name: str, *, reveals: bool = False) -> None:
    """Load the books as they are now.

    Args:
        books: The books as they were.
        name: The new file of directives.
        reveals: Whether faults elsewhere may have come to light.

    Raises:
        CannotFileError: They have new faults, or lack a directive that was written.
    """
    entries, errors, _ = read_books(books.main)
    path = books.main.parent / name
    _compare(books, path, entries, _of(path, errors) if reveals else errors)


def counts(main: Path, journal: Journal) -> bool | None:
    """Whether the books hold what a writing was to put into them.

    Where somebody has changed the file since it was taken in, it is theirs.  ``None``
    where the list takes the file in, but the books, as they are now, do not read it:
    they may not be readable today, and what was written must not go for that.
    """
    path = main.parent / journal.name
    if not path.is_file():
        return False
    entries, _, options = read_books(main)
    if str(path) not in options["include"]:
        return None if is_taken_in(main, journal) else False
    if digest_of(path.read_bytes()) != journal.entries:
        return True
    alone = parsed(path)
    whole = kinds(alone) == dict(journal.directives)
    return whole and not _lacking(path, alone, entries)


def parsed(path: Path) -> list[Any]:
    """The directives of a file alone, as Beancount reads them."""
    entries, _, _ = parser.parse_file(str(path))
    return list(entries)


def differing(wanted: Sequence[Any], found: Sequence[Any]) -> str | None:
    """Where the directives that are read are others than those that were to be written.

    Both are in the order that they are written in; documents are not compared, for
    they are named by their place.
    """
    ours = [entry for entry in found if not is_document(entry)]
    ours.sort(key=lambda entry: int(entry.meta["lineno"]))
    for written, read in zip(wanted, ours, strict=False):
        if _outline(written) != _outline(read):
            return f"{type(written).__name__} {written.date}"
    return None if len(ours) == len(wanted) else f"{len(ours)} ≠ {len(wanted)}"


def clear_check(folder: Path) -> None:
    """Take the books that were tried out away."""
    if os.path.lexists(folder / CHECK):
        remove(folder / CHECK)


def refuse_new_faults(
    books: Books, errors: Iterable[Any], wanted: Sequence[Any] = ()
) -> None:
    """Hold faults against those that the books had.

    Args:
        books: The books as they were.
        errors: The faults that they have, or would have.
        wanted: The directives that are written, each with where it was read.

    Raises:
        CannotFileError: Some of them are new.
    """
    known = Counter(str(error.message) for error in books.errors)
    new = []
    for error in errors:
        message = _of_books(str(error.message), books)
        if known[message]:
            known[message] -= 1
        else:
            new.append(error)
    if new:
        told = "".join(
            f"\n{_of_books(_told(error, wanted), books)}"
            for error in new[:_MOST_FAULTS]
        )
        raise CannotFileError(
            Text(
                "Bøkene ville fått {count} nye feil, så ingenting er skrevet: {told}",
                count=len(new),
                told=told,
            )
        )


def _of_books(text: str, books: Books) -> str:
    """What is said of the books that are tried out, as it is said of the books.

    What stands in the main file stands on the same line of both (``added``), so only
    the name differs, also where a fault names other places than its own.
    """
    return text.replace(CHECK, books.main.name)


def _of(path: Path, errors: Iterable[Any]) -> list[Any]:
    """The faults that are in one file."""
    return [error for error in errors if error.source.get("filename") == str(path)]


def _compare(
    books: Books,
    path: Path,
    entries: Iterable[Any],
    errors: Iterable[Any],
    wanted: Sequence[Any] = (),
) -> None:
    """Hold what was loaded against what was there before, and the new file."""
    refuse_new_faults(books, errors, wanted)
    lacking = _lacking(path, parsed(path), entries)
    if lacking:
        raise CannotFileError(
            Text(
                "Bøkene ble lest på nytt, og {count} av føringene som ble skrevet, er"
                " ikke med i dem. Alt er tatt tilbake: bøkene er som før.",
                count=lacking,
            )
        )


def _lacking(path: Path, alone: Iterable[Any], entries: Iterable[Any]) -> int:
    """How many directives of a file are not among those that were loaded."""
    name = str(path)
    there = {
        (type(entry), entry.meta["lineno"])
        for entry in entries
        if entry.meta.get("filename") == name
    }
    return sum((type(entry), entry.meta["lineno"]) not in there for entry in alone)


def _outline(entry: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- any directive
    """What a directive says, without where it stands."""
    parts: list[Any] = [type(entry)]
    for field, value in zip(entry._fields, entry, strict=True):
        if field == "meta":
            parts.append(_said(value))
        elif field == "postings":
            parts += [_posting(posting) for posting in value]
        elif field == "values":
            parts += [each.value for each in value]
        elif field == "payee":
            parts.append(value or "")
        elif isinstance(value, (set, frozenset)) or value is None:
            parts.append(frozenset(value or ()))
        else:
            parts.append(value)
    return tuple(parts)


def _posting(posting: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- as Beancount has it
    units = posting.units if is_amount(posting.units) else None
    return posting.account, units, posting.flag, _said(posting.meta)


def _said(meta: Any) -> dict[str, Any]:  # noqa: ANN401 -- as Beancount has it
    """Metadata that a person reads; the ways to documents are made when written."""
    return {
        key: value
        for key, value in (meta or {}).items()
        if key not in _PLACE
        and not key.startswith(("__", "document"))
        and value is not None
    }


def _told(error: Any, wanted: Sequence[Any]) -> str:  # noqa: ANN401 -- Beancount has many kinds
    """An error with its place: in the document, where the directive comes from one."""
    source = _source_of(error.entry, wanted) or error.source
    name = Path(str(source.get("filename", ""))).name
    return f"  {name}:{source.get('lineno', 0)}: {said_of(error).strip()}"


def _source_of(entry: Any, wanted: Sequence[Any]) -> Any:  # noqa: ANN401 -- any directive
    """Where a directive that is about to be written was read, or ``None``."""
    return next(
        (
            mine.meta
            for mine in wanted
            if is_balance(entry)
            and is_balance(mine)
            and (mine.date, mine.account, mine.amount)
            == (entry.date, entry.account, entry.amount)
        ),
        None,
    )
