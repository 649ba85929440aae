"""Several files that are written over together: all of them, or none (*lagring*).

What people change on a page may stand in several files.  Each is put in place in one
step, so between two of them the machine may stop.  A journal has what they held, so
that who holds the lock next puts it back, and tells::

    ledger/.lagring                         the journal: what stood in the files
    ledger/2026/ikt.beancount               the files, one after another
    ledger/2026/bank.beancount
    the journal is taken away

The journal may come with books from others: a file is written over only where it lies
in the folder of the books, behind no link, and holds what the journal says we wrote.
"""

from __future__ import annotations

import json
from base64 import b64decode
from base64 import b64encode
from typing import TYPE_CHECKING

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.folder import held
from fellesbok.filing.journal import DIGEST
from fellesbok.filing.journal import clear_beside
from fellesbok.filing.journal import content_of
from fellesbok.filing.journal import not_ours
from fellesbok.filing.several import is_of_books
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.noted import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

JOURNAL = ".lagring"
MOST_KEPT_BYTES = 10_000_000
"""Of what the files held; the journal is read whole."""


@frozen
class Change:
    """What one file held, and is to hold."""

    path: Path
    before: bytes
    after: bytes


@frozen
class _Saved:
    """A file as the journal knows it; ``before`` is what it held, where that is kept.

    Its name is from the folder of the main file; one that lies elsewhere has its path.
    """

    name: str
    was: str
    made: str
    before: bytes | None


def saved_journal(main: Path, changes: Iterable[Change]) -> bytes:
    """The journal of what is about to be written over."""
    files, left = [], MOST_KEPT_BYTES
    for each in changes:
        is_near = each.path.is_relative_to(main.parent)
        name = each.path.relative_to(main.parent).as_posix() if is_near else None
        left -= len(each.before)
        is_kept = name is not None and left >= 0 and is_of_books(name, main)
        kept = b64encode(each.before).decode() if is_kept else None
        before, after = digest_of(each.before), digest_of(each.after)
        files.append((name or str(each.path), before, after, kept))
    return json.dumps({"main": main.name, "files": files}).encode()


def put_right_saved(main: Path) -> tuple[Text, ...]:
    """Put back what was cut off; what is whole stays.  The folder is locked.

    Raises:
        CannotFileError: The journal is not as we write it.
        OSError: The disk does not work.
    """
    folder = main.parent
    clear_beside(folder, JOURNAL)
    content = content_of(folder / JOURNAL)
    if content is None:
        return ()
    files = _read(folder / JOURNAL, content, main)
    told = _put_back(folder, files)
    remove(folder / JOURNAL)
    return tuple(told)


def _put_back(folder: Path, files: Sequence[_Saved]) -> list[Text]:
    """Make the files what they were, if some have been written and others not."""
    now = {each: digest_of(held(folder / each.name) or b"") for each in files}
    if all(now[each] == each.made for each in files):
        return [Text("En lagring i flere filer ble avbrutt etter at den var gjort.")]
    if all(now[each] == each.was for each in files):
        return [Text("En lagring i flere filer ble avbrutt før noe var skrevet.")]
    told = [
        Text(
            "En lagring i flere filer ble avbrutt, og det den rakk å skrive, er tatt"
            " tilbake."
        )
    ]
    for each in files:
        if now[each] == each.was:
            continue
        if now[each] == each.made and each.before is not None:
            clear_beside(folder, each.name)
            put(folder / each.name, each.before)
        elif now[each] == each.made:
            text = "{name} ble skrevet, og kan ikke settes tilbake: se i den."
            told.append(Text(text, name=each.name))
        else:
            text = "{name} er endret siden, og er latt være: se i den."
            told.append(Text(text, name=each.name))
    return told


def _read(path: Path, content: bytes, main: Path) -> tuple[_Saved, ...]:
    """What the journal says, if every file that it would write over is one of ours.

    Raises:
        CannotFileError: It is not as we write it.
    """
    try:
        said = json.loads(content)
        files = tuple(
            _Saved(
                str(name),
                was,
                made,
                None if kept is None else b64decode(kept, validate=True),
            )
            for name, was, made, kept in said["files"]
        )
        ours = said["main"] == main.name and all(_is_ours(f, main) for f in files)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        ours = False
    if not ours:
        raise CannotFileError(not_ours(path))
    return files


def _is_ours(each: _Saved, main: Path) -> bool:
    """Whether it may be written over with what is kept of it, if anything is."""
    is_told = bool(DIGEST.fullmatch(each.was) and DIGEST.fullmatch(each.made))
    is_kept = each.before is not None
    return (
        is_told
        and each.name.isprintable()
        and (not is_kept or is_of_books(each.name, main))
        and (not is_kept or digest_of(each.before or b"") == each.was)
    )
