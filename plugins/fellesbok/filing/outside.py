"""Files that are written beside the books, and must not be written over them.

A report, an export or a copy of a document goes where somebody says; what the books are
made of never does, whatever name or link leads to it.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from contextlib import suppress
from fnmatch import fnmatch
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.entries.book_files import ENDING
from fellesbok.entries.records import documents_in
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.folder import held
from fellesbok.filing.journal import DOCUMENTS
from fellesbok.filing.listing import NAMES
from fellesbok.filing.replacing import replace_files
from fellesbok.messages import Text
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.filing.folder import Books

OURS = frozenset((name,) for name in (DOCUMENTS, "statistics", *NAMES))
"""Folders beside the main file that hold what the books are made of."""
_PATTERN = re.compile(rb'^include[ \t\r]*"([^"\n]*[*?\[][^"\n]*)"', re.MULTILINE)
BESIDE_THEM = frozenset((name,) for name in ("profiles", "queries"))
"""Folders beside that of the main file, of which no file is written over."""


def refuse_books(paths: Iterable[Path], books: Books) -> None:
    """Refuse to write where the books are.

    Args:
        paths: What is to be written.
        books: The books, of which the documents are no less a part.

    Raises:
        CannotFileError: One of them is a part of the books, or lies among them.
    """
    papers = map(Path, documents_in(books.entries))
    parts = {_inode(path) for path in (*books.files, *papers)} - {None}
    patterns = [*_patterns(books)]
    for path in paths:
        is_taken_in = any(fnmatch(os.path.realpath(path), each) for each in patterns)
        if is_taken_in or _is_among(path, books.main) or _inode(path) in parts:
            raise CannotFileError(_among(path))


def _patterns(books: Books) -> Iterator[str]:
    """The patterns by which the books include files, whatever these are called.

    A folder is told from those below it no more than ``fnmatch`` does.
    """
    for file in books.ledger_files:
        with suppress(OSError):
            folder = escape(os.path.realpath(file.parent))
            for found in _PATTERN.finditer(file.read_bytes()):
                wanted = os.path.join(folder, os.fsdecode(found[1]))  # noqa: PTH118 -- it may go up
                yield os.path.normpath(wanted).replace(f"**{os.sep}", "*")


def refuse_folder_of(folder: Path, books: Books) -> None:
    """Refuse a folder that is one of the books', or lies in that of the main file.

    Raises:
        CannotFileError: It is.
    """
    real = Path(os.path.realpath(folder))
    own = {Path(os.path.realpath(path)).parent for path in (books.main, *books.files)}
    if real in own or real.is_relative_to(os.path.realpath(books.main.parent)):
        raise CannotFileError(_among(folder))


def refuse_among(path: Path, main: Path) -> None:
    """Refuse to write a new file in the folder of books that are not loaded.

    Raises:
        CannotFileError: It lies among them.
    """
    if _is_among(path, main):
        raise CannotFileError(_among(path))


def _is_among(path: Path, main: Path) -> bool:
    """Whether something would lie among the books, or be written over what does.

    In the folder of the main file that is everything that Beancount or we may take in;
    beside it, everything hidden, and what people keep there for the books.
    """
    real = Path(os.path.realpath(path))
    folder = Path(os.path.realpath(main.parent))
    if real.is_relative_to(folder):
        parts = real.relative_to(folder).parts
        if parts[:1] in OURS or _is_part(parts):
            return True
    if not os.path.lexists(real):
        return False
    root = folder.parent
    parts = real.relative_to(root).parts if real.is_relative_to(root) else ()
    return _is_part(parts) or parts[:1] in BESIDE_THEM or real.name.endswith(ENDING)


def _is_part(parts: tuple[str, ...]) -> bool:
    """Whether a way from a folder leads to vouchers, or to something hidden."""
    return any(part.startswith(".") for part in parts) or (
        bool(parts) and parts[-1].endswith(ENDING)
    )


def _among(path: Path) -> Text:
    return Text(
        "{path} er en del av bøkene, eller ligger blant dem, og blir ikke skrevet over."
        " Velg et annet sted.",
        path=str(path),
    )


def put_beside(
    path: Path,
    content: bytes,
    before: bytes | None,
    books: Books | None = None,
    read: Iterable[Path] = (),
) -> None:
    """Write a file beside the books, over what was there when somebody was asked.

    Args:
        path: The file.
        content: What it shall hold.
        before: What ``held`` gave, before the content was made.
        books: The books that it is made of, as they were loaded.
        read: What else it is made of: files beside the books.

    Raises:
        CannotFileError: It is a part of the books or is read, it is not what was there
            before, the books are not what they were, or the disk does not work.
    """

    def still() -> None:
        if held(path) != before:
            raise CannotFileError(changed(path))
        if books is not None:
            unchanged(path, books)

    with in_words(path):
        if books is not None:
            refuse_books([path], books)
        if _inode(path) in {_inode(other) for other in read} - {None}:
            text = Text(
                "{path} er en fil som leses her, og blir ikke skrevet over. Velg et"
                " annet sted.",
                path=str(path),
            )
            raise CannotFileError(text)
        put(path, content, still=still)


def put_folder(
    folder: Path,
    files: Mapping[str, bytes],
    books: Books | None = None,
    earlier: Sequence[str] | None = None,
) -> None:
    """Write files beside the books: a folder that is new is there whole or not at all.

    Into one that is there already they come one by one, each whole; where one cannot be
    written, those that were new are taken away again.

    Args:
        folder: The folder.
        files: The content of each file by its name.
        books: The books that they are made of, as they were loaded, where they still
            must be that.
        earlier: The names of files of an earlier run, in a folder that is there, of
            which these take the place; the first of each lists the others.

    Raises:
        CannotFileError: It lies among the books, they are not what they were, or the
            disk does not work.
    """
    with in_words(folder):
        _put_folder(folder.absolute(), files, books, earlier)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What the disk refuses is said of a file or a folder beside the books.

    Raises:
        CannotFileError: It could not be read or written.
    """
    try:
        yield
    except OSError as error:
        text = Text(
            "Fikk ikke skrevet i {path} ({reason}).",
            path=str(path),
            reason=reason_of(error),
        )
        raise CannotFileError(text) from None


def _put_folder(
    folder: Path,
    files: Mapping[str, bytes],
    books: Books | None,
    earlier: Sequence[str] | None,
) -> None:
    """The steps in their order; what has been made is taken away if one fails."""
    if books is not None:
        refuse_books([folder, *(folder / name for name in files)], books)
    _refuse_links(folder / name for name in files)

    def still() -> None:
        if books is not None:
            unchanged(folder, books)
        for name, content in before.items():
            if held(into / name) not in {content, files[name]}:
                raise CannotFileError(changed(folder / name))

    made = lacking(folder.parent)
    into = folder if folder.exists() else beside_of(folder)
    _clear(into, folder)
    before = {name: held(into / name) for name in files}
    if earlier is not None and into == folder:
        replace_files(folder, files, earlier, still)
        return
    new = [name for name, content in before.items() if content is None]
    try:
        _fill(into, files, still)
        if into != folder:
            move_folder(into, folder)
    except BaseException:
        with suppress(OSError):
            for name in new:
                remove(into / name)
        remove_empty([*([into] if into != folder else []), *made])
        raise


def _fill(into: Path, files: Mapping[str, bytes], still: Callable[[], None]) -> None:
    """Put files in a folder one by one, each whole."""
    make_folder(into)
    for name, content in files.items():
        put(into / name, content, still=still)


def unchanged(path: Path, books: Books) -> None:
    """The books are what they were when they were loaded.

    Args:
        path: What is to be written of them, for the message.
        books: The books as they were loaded.

    Raises:
        CannotFileError: They are not.
    """
    if books.state() != books.digest:
        text = Text(
            "Bøkene er endret mens kommandoen gikk, så {path} er ikke skrevet. Kjør"
            " kommandoen på nytt.",
            path=str(path),
        )
        raise CannotFileError(text)


def _refuse_links(paths: Iterable[Path]) -> None:
    """A link in the place of a file may lead into the books, or anywhere."""
    for path in filter(is_link, paths):
        text = Text(
            "{path} er en lenke, og blir ikke skrevet over. Ta den bort, eller velg et"
            " annet sted.",
            path=str(path),
        )
        raise CannotFileError(text)


def changed(path: Path) -> Text:
    """That somebody has written in a file since it was looked at."""
    return Text(
        "{path} er endret mens kommandoen gikk, og blir ikke skrevet over. Kjør"
        " kommandoen på nytt.",
        path=str(path),
    )


def _clear(into: Path, folder: Path) -> None:
    """Take away what a command that was cut off left of a folder."""
    if into != folder and into.is_dir() and not is_link(into):
        for path in into.iterdir():
            remove(path)
        remove_empty([into])


def _inode(path: Path) -> tuple[int, int] | None:
    """What a file is known by, whatever name leads to it; ``None`` where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
