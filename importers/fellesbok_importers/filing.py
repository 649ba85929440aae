"""Puts transactions and their document into the books: all of it, or nothing.

What is written, in this order, with the folder of the books locked::

    ledger/.innlesing              the journal: what is about to be made
    ledger/documents/…/DATE.name   the document
    ledger/innlest/DATE….beancount the transactions; nobody includes them yet
    ledger/innlest.beancount       the list of those files: from here on they count
    (ledger/main.beancount         the first time, to include the list)
    the journal is taken away

The books change in the one step that puts the list (or the first time the main file) in
place.  Before it, the books as they will be are loaded beside the old ones, and refused
if they have faults that the old ones have not.  What a crash leaves behind is taken
away, or completed, when the next one holds the lock.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.parser import printer

from fellesbok.messages import Text
from fellesbok_importers.disk import BESIDE
from fellesbok_importers.disk import CannotFileError
from fellesbok_importers.disk import locked
from fellesbok_importers.disk import make_folder
from fellesbok_importers.disk import put
from fellesbok_importers.disk import remove

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Directive

    from fellesbok_importers.folder import Books

JOURNAL = ".innlesing"
LIST = "innlest.beancount"
FOLDER = "innlest"
DOCUMENTS = "documents"
CHECK = ".fellesbok-kontroll.beancount"
CHECK_LIST = ".fellesbok-kontroll-innlest.beancount"
_INCLUDE = f'include "{LIST}"'
_UNFIT = re.compile(r"[^\w.,()+-]+")
_LONGEST_NAME = 100
_MOST_FAULTS = 5
_HEADING = (
    "; Det som er lest inn, én fil for hver innlesing. Skrives av «fellesbok import».\n"
)


@dataclass(frozen=True)
class Filing:
    """What an import wants to put into the books.

    Attributes:
        books: The books as they were when the preview was made.
        document: The file that was read, and ``content``, what stood in it.
        account: The account that the document is filed under.
        day: The date that it is filed under.
        source: A short name of where it comes from, for the file's name.
        entries: The directives, without metadata about the document.
    """

    books: Books
    document: Path
    content: bytes
    account: str
    day: date
    source: str
    entries: tuple[Directive, ...]


def write(filing: Filing) -> Path:
    """Put it into the books; gives the file of the transactions.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    main = filing.books.main
    try:
        with locked(main.parent):
            recover(main)
            if filing.books.state() != filing.books.digest:
                raise CannotFileError(_changed())
            return _write(filing, main.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)
        raise CannotFileError(text) from None


def tidy(main: Path) -> bool:
    """Put right what an import that was cut off left; whether there was anything.

    Raises:
        CannotFileError: Another import is at work, or the disk is not.
    """
    try:
        with locked(main.parent):
            return recover(main)
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text(
            "Fikk ikke ryddet etter forrige innlesing ({reason}).", reason=reason
        )
        raise CannotFileError(text) from None


def recover(main: Path) -> bool:
    """Take away what a crash left behind; the folder of the books is locked."""
    folder = main.parent
    journal = folder / JOURNAL
    _clear_check(folder)
    _clear_beside(journal)
    if not journal.exists():
        return False
    said = json.loads(journal.read_text(encoding="utf-8"))
    if not _counts(main, said["name"]):
        listed = _text(folder / LIST)
        if LIST not in said["made"] and _line(said["name"]) in listed:
            put(folder / LIST, listed.replace(_line(said["name"]), "").encode())
        for name in reversed(said["made"]):
            remove(folder / name)
    for name in (LIST, main.name, *said["made"]):
        _clear_beside(folder / name)
    remove(journal)
    return True


def _line(name: str) -> str:
    """How the list includes a file."""
    return f'include "{name}"\n'


def _counts(main: Path, name: str) -> bool:
    """Whether the books hold a file of transactions."""
    return _line(name) in _text(main.parent / LIST) and _INCLUDE in _text(main)


def document_name(document: Path, day: date) -> str:
    """The name that a document is filed under: its date, and a name that is safe."""
    return f"{day}.{_safe(document.name)}"


def _write(filing: Filing, folder: Path) -> Path:
    """The steps in their order; what has been made is taken away if one fails."""
    digest = hashlib.sha256(filing.content).hexdigest()
    document = _document(filing, folder, digest)
    name = _free(folder, f"{FOLDER}/{filing.day}.{_safe(filing.source)}.{digest[:8]}")
    made = [path for path in (document, name, LIST) if not (folder / path).exists()]
    listed = (_text(folder / LIST) or _HEADING) + _line(name)
    try:
        put(folder / JOURNAL, json.dumps({"name": name, "made": made}).encode())
        for path in (document, name):
            make_folder((folder / path).parent)
        if document in made:
            put(folder / document, filing.content)
        put(folder / name, _entries_text(filing, document, digest).encode())
        _check(filing.books, listed)
        _commit(filing.books.main, listed)
        remove(folder / JOURNAL)
    except (OSError, CannotFileError):
        recover(filing.books.main)
        if not _counts(filing.books.main, name):
            raise
    return folder / name


def _commit(main: Path, listed: str) -> None:
    """The step from which the new transactions count."""
    put(main.parent / LIST, listed.encode())
    written = _text(main)
    if _INCLUDE not in written:
        put(main, f"{written.rstrip()}\n\n{_INCLUDE}\n".encode())


def _free(folder: Path, stem: str) -> str:
    """A name that no file has."""
    name, number = f"{stem}.beancount", 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}.beancount"
    return name


def _safe(name: str) -> str:
    """A name without anything that a path is made of."""
    return _UNFIT.sub("-", name).strip(".-")[-_LONGEST_NAME:] or "dokument"


def _document(filing: Filing, folder: Path, digest: str) -> str:
    """Where the document is filed; another document of that name keeps its place."""
    place = "/".join([DOCUMENTS, *filing.account.split(":")])
    name = document_name(filing.document, filing.day)
    there = folder / place / name
    if there.exists() and there.read_bytes() != filing.content:
        stem, dot, end = name.rpartition(".")
        name = f"{stem}-{digest[:8]}{dot}{end}"
    return f"{place}/{name}"


def _entries_text(filing: Filing, document: str, digest: str) -> str:
    """The file of transactions, as a person reads it."""
    lines = [
        f"; Lest inn fra {filing.document.name}",
        f"; sha256 {digest}",
        "",
        f'{filing.day} document {filing.account} "../{document}"',
        "",
    ]
    texts = [
        printer.format_entry(_linked(entry, f"../{document}"))
        for entry in filing.entries
    ]
    return "\n".join([*lines, *texts])


def _linked(entry: Any, document: str) -> Any:  # noqa: ANN401 -- any directive
    """The entry with the way to its document, and without what nobody should read."""
    meta = {k: v for k, v in (entry.meta or {}).items() if not k.startswith("__")}
    return entry._replace(meta=meta | {"document": document})


def _check(books: Books, listed: str) -> None:
    """Load the books as they will be; refuse them if they have new faults.

    Raises:
        CannotFileError: There are; tells of the first ones.
    """
    folder = books.main.parent
    written = _text(books.main)
    include = f'include "{CHECK_LIST}"'
    if _INCLUDE in written:
        written = written.replace(_INCLUDE, include)
    else:
        written = f"{written.rstrip()}\n\n{include}\n"
    try:
        put(folder / CHECK_LIST, listed.encode())
        put(folder / CHECK, written.encode())
        _, errors, _ = loader.load_file(str(folder / CHECK))
    finally:
        _clear_check(folder)
    known = {str(error.message) for error in books.errors}
    new = [error for error in errors if str(error.message) not in known]
    if new:
        told = "\n".join(_told(error) for error in new[:_MOST_FAULTS])
        raise CannotFileError(
            Text(
                "Bøkene ville fått {count} nye feil, så ingenting er skrevet: {told}",
                count=len(new),
                told=told,
            )
        )


def _told(error: Any) -> str:  # noqa: ANN401 -- Beancount has many kinds
    name = Path(str(error.source.get("filename", ""))).name
    return f"  {name}:{error.source.get('lineno', 0)}: {str(error.message).strip()}"


def _clear_check(folder: Path) -> None:
    for name in (CHECK, CHECK_LIST):
        for path in (folder / name, folder / f".{name}.picklecache"):
            if path.exists():
                remove(path)


def _clear_beside(path: Path) -> None:
    """What was being written when the crash came, and is no file of the books."""
    beside = path.with_name(f".{path.name}{BESIDE}")
    if beside.exists():
        remove(beside)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _changed() -> Text:
    return Text("Bøkene er endret siden forhåndsvisningen. Les inn på nytt.")
