"""Several files of the books that are made or added to together: all of them, or none.

Files that nobody takes in yet come first, those that are there after them, and the main
file last: where it takes the new ones in, that one step is what changes the books.  Of
a file that is there nothing is touched but its end.  A journal says what is made, so
that who holds the lock next takes it back where it was cut off, or sees that all of it
is there::

    ledger/.flere-filer                     the journal: what is about to be made
    ledger/2027/ikt.beancount               new files
    ledger/2026/felles.beancount            files that are added to
    ledger/main.beancount                   which takes the new ones in
    the journal is taken away

The journal may be torn, or come with books from others: a file is taken away, or
made shorter, only where it holds what the journal says that we wrote.
"""

from __future__ import annotations

import json
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fellesbok.entries.book_files import ENDING
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.folder import held
from fellesbok.filing.journal import DIGEST
from fellesbok.filing.journal import clear_at_end
from fellesbok.filing.journal import clear_beside
from fellesbok.filing.journal import content_of
from fellesbok.filing.journal import is_within
from fellesbok.filing.journal import not_ours
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Sequence

JOURNAL = ".flere-filer"


@frozen
class Addition:
    """What one file gets at its end (*tillegg*).

    Attributes:
        name: The file, from the folder of the main file.
        before: What it holds; ``None`` of a file that is new.
        added: What comes after that; nothing where the file is only to be taken in.
    """

    name: str
    before: bytes | None
    added: bytes

    @property
    def after(self) -> bytes:
        """What it is to hold."""
        return (self.before or b"") + self.added


def journal_of(
    main: Path, written: Sequence[Addition], folders: Sequence[str]
) -> bytes:
    """The journal of what is about to be made, with the folders that are new."""
    files = [
        (a.name, None if a.before is None else len(a.before), digest_of(a.after))
        for a in written
    ]
    said = {"main": main.name, "files": files, "folders": folders}
    return json.dumps(said).encode()


@frozen
class _Made:
    """A file as the journal knows it: how long it was, and what it was to hold."""

    name: str
    before: int | None
    made: str


def put_right_several(main: Path) -> tuple[Text, ...]:
    """Take back what was cut off; what is whole stays.  The folder is locked.

    Raises:
        CannotFileError: The journal is not as we write it.
        OSError: The disk does not work.
    """
    folder = main.parent
    clear_beside(folder, JOURNAL)
    content = content_of(folder / JOURNAL)
    if content is None:
        return ()
    files, folders = read_several(folder / JOURNAL, content, main)
    for each in files:
        clear_beside(folder, each.name)
    clear_at_end(main)
    if all(digest_of(held(folder / each.name) or b"") == each.made for each in files):
        told = [Text("En skriving i flere filer ble avbrutt etter at den var gjort.")]
    else:
        left = take_back_several(folder, files, folders)
        told = [
            Text(
                "En skriving i flere filer ble avbrutt, og det den rakk å skrive, er"
                " tatt bort."
            ),
            *(Text("{name} er endret siden, og er latt ligge.", name=n) for n in left),
        ]
    remove(folder / JOURNAL)
    return tuple(told)


def take_back_several(
    folder: Path, files: Sequence[_Made], folders: Sequence[str]
) -> list[str]:
    """Make the files what they were; the names of those that somebody has changed."""
    left = []
    for each in reversed(files):
        path = folder / each.name
        content = held(path)
        if content is None or len(content) == each.before:
            continue
        if digest_of(content) != each.made:
            if each.before is None or len(content) > each.before:
                left.append(each.name)
        elif each.before is None:
            remove(path)
        else:
            put(path, content[: each.before])
    remove_empty(folder / name for name in folders if is_within(folder, name))
    return left


def read_several(
    path: Path, content: bytes, main: Path
) -> tuple[tuple[_Made, ...], tuple[str, ...]]:
    """What the journal says, if every name in it is one that we write.

    Raises:
        CannotFileError: It is not as we write it.
    """
    try:
        said = json.loads(content)
        files = tuple(_Made(name, before, made) for name, before, made in said["files"])
        folders = tuple(said["folders"])
        ours = (
            said["main"] == main.name
            and all(_is_ours(each, main) for each in files)
            and all(_is_name(name) for name in folders)
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        ours = False
    if not ours:
        raise CannotFileError(not_ours(path))
    return files, folders


def _is_ours(each: _Made, main: Path) -> bool:
    """Whether it is a file of the books, as long as it may be and with its digest."""
    is_count = each.before is None or (type(each.before) is int and each.before >= 0)
    is_made = bool(DIGEST.fullmatch(each.made))
    return is_count and is_made and is_of_books(each.name, main)


def is_of_books(name: str, main: Path) -> bool:
    """Whether it is a file of directives in the folder, behind no link.

    Args:
        name: From the folder of the main file.
        main: The main file, which may be a link itself.
    """
    if name == main.name:
        return True
    is_file = not is_link(main.parent / name) and name.endswith(ENDING)
    return is_within(main.parent, name) and is_file and _is_name(name)


def _is_name(name: str) -> bool:
    """Whether it leads to nothing but what lies in the folder, and is not hidden."""
    parts = PurePosixPath(name).parts
    return (
        name.isprintable()
        and bool(parts)
        and not name.startswith("/")
        and not any(part.startswith(".") for part in parts)
    )
