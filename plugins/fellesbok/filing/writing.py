"""Puts directives and their documents into the books: all of it, or nothing.

What comes in is listed in ``innlest``, and what goes out in a list of its own.  What is
written, in this order, with the folder of the books locked::

    ledger/.innlesing              the journal: what is about to be made
    ledger/documents/…/DATE.name   the documents
    ledger/innlest/DATE….beancount the directives; nobody includes them yet
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
from beancount.core import data
from beancount.parser import printer

from fellesbok.contradictions import must_hold
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.load_errors import said_of
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from beancount.core.data import Directive

    from fellesbok.filing.folder import Books

JOURNAL = ".innlesing"
DOCUMENTS = "documents"
DOCUMENT = "document"
"""Metadata that begins so and names a paper is given the place where it is filed."""

CHECK = ".fellesbok-kontroll.beancount"
CHECK_LIST = ".fellesbok-kontroll-liste.beancount"
_UNFIT = re.compile(r"[^\w.,()+-]+")
_LONGEST_NAME = 100
_MOST_FAULTS = 5


@dataclass(frozen=True)
class Listing:
    """A list of files that the main file includes, and the folder that they lie in.

    Attributes:
        name: Of the folder, and of the list.
        heading: The comment that the list begins with.
        busy: What is said where somebody else is writing in the books.
        changed: What is said where the books were changed before anything was written.
    """

    name: str
    heading: str
    busy: Text
    changed: Text

    @property
    def file(self) -> str:
        """The list, from the folder of the main file."""
        return f"{self.name}.beancount"

    @property
    def include(self) -> str:
        """The line of the main file."""
        return f'include "{self.file}"'


INTAKE = Listing(
    "innlest",
    "; Det som er lest inn, én fil for hver innlesing. Skrives av «fellesbok import».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er lest inn. Prøv igjen"
        " når de er ferdige."
    ),
    Text("Bøkene er endret siden forhåndsvisningen. Les inn på nytt."),
)


@dataclass(frozen=True)
class Paper:
    """A document to be filed (*dokument*): its name, and what stands in it.

    ``account`` is the one that it is filed under.
    """

    name: str
    content: bytes
    account: str


@dataclass(frozen=True)
class Filing:
    """What is to be put into the books.

    Attributes:
        books: The books as they were when it was decided.
        papers: The documents, each with a name of its own.
        day: The date that they are filed under.
        source: A short name of where they come from, for the file's name.
        entries: The directives; those with a document name it in their metadata.
        listing: The list that counts them.
    """

    books: Books
    papers: tuple[Paper, ...]
    day: date
    source: str
    entries: tuple[Directive, ...]
    listing: Listing = INTAKE


def write(filing: Filing) -> Path:
    """Put it into the books; gives the file of the transactions.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    main = filing.books.main
    try:
        with locked(main.parent, filing.listing.busy):
            recover(main)
            if filing.books.state() != filing.books.digest:
                raise CannotFileError(filing.listing.changed)
            return _write(filing, main.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)
        raise CannotFileError(text) from None


def tidy(main: Path, listing: Listing = INTAKE) -> bool:
    """Put right what a writing that was cut off left; whether there was anything.

    Args:
        main: The main file.
        listing: What is to be written, for what is said where it cannot be.

    Raises:
        CannotFileError: Somebody else is writing, or the disk does not work.
    """
    try:
        with locked(main.parent, listing.busy):
            return recover(main)
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text(
            "Fikk ikke ryddet etter en skriving som ble avbrutt ({reason}).",
            reason=reason,
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
    name, list_ = said["name"], said["list"]
    if not _counts(main, list_, name):
        listed = _text(folder / list_)
        if list_ not in said["made"] and _line(name) in listed:
            put(folder / list_, listed.replace(_line(name), "").encode())
        for made in reversed(said["made"]):
            remove(folder / made)
    for made in (list_, main.name, *said["made"]):
        _clear_beside(folder / made)
    remove(journal)
    return True


def _line(name: str) -> str:
    """How the list includes a file."""
    return f'include "{name}"\n'


def _counts(main: Path, list_: str, name: str) -> bool:
    """Whether the books hold a file of directives."""
    listed = _line(name) in _text(main.parent / list_)
    return listed and _line(list_).strip() in _text(main)


def document_name(name: str, day: date) -> str:
    """The name that a document is filed under: its date, and a name that is safe."""
    return f"{day}.{_safe(Path(name).name)}"


def _write(filing: Filing, folder: Path) -> Path:
    """The steps in their order; what has been made is taken away if one fails."""
    listing = filing.listing
    places = _places(filing, folder)
    stem = f"{listing.name}/{filing.day}.{_safe(filing.source)}.{_digest(filing)[:8]}"
    name = _free(folder, stem)
    files = [*places.values(), name, listing.file]
    made = [path for path in files if not (folder / path).exists()]
    listed = (_text(folder / listing.file) or f"{listing.heading}\n") + _line(name)
    said = {"name": name, "list": listing.file, "made": made}
    try:
        put(folder / JOURNAL, json.dumps(said).encode())
        for path in (*places.values(), name):
            make_folder((folder / path).parent)
        for paper in filing.papers:
            if places[paper.name] in made:
                put(folder / places[paper.name], paper.content)
        put(folder / name, _entries_text(filing, places).encode())
        _check(filing, listed)
        _commit(filing.books.main, listing, listed)
        remove(folder / JOURNAL)
    except (OSError, CannotFileError):
        recover(filing.books.main)
        if not _counts(filing.books.main, listing.file, name):
            raise
    return folder / name


def _digest(filing: Filing) -> str:
    """A digest of the documents, or of the directives where there are none."""
    digest = hashlib.sha256()
    for paper in filing.papers:
        digest.update(paper.content)
    if not filing.papers:
        digest.update(_entries_text(filing, {}).encode())
    return digest.hexdigest()


def _commit(main: Path, listing: Listing, listed: str) -> None:
    """The step from which the new directives count."""
    put(main.parent / listing.file, listed.encode())
    written = _text(main)
    if listing.include not in written:
        put(main, f"{written.rstrip()}\n\n{listing.include}\n".encode())


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


def _places(filing: Filing, folder: Path) -> dict[str, str]:
    """Where each document is filed; another of that name keeps its place."""
    places: dict[str, str] = {}
    for paper in filing.papers:
        place = "/".join([DOCUMENTS, *paper.account.split(":")])
        name = document_name(paper.name, filing.day)
        there = folder / place / name
        taken = there.exists() and there.read_bytes() != paper.content
        if taken or f"{place}/{name}" in places.values():
            stem, dot, end = name.rpartition(".")
            digest = hashlib.sha256(paper.content).hexdigest()
            name = f"{stem}-{digest[:8]}{dot}{end}"
        places[paper.name] = f"{place}/{name}"
    must_hold(
        "At hvert dokument har sin plass,",
        len(set(places.values())) == len(filing.papers),
    )
    return places


def _entries_text(filing: Filing, places: Mapping[str, str]) -> str:
    """The file of directives, as a person reads it."""
    lines = []
    for paper in filing.papers:
        digest = hashlib.sha256(paper.content).hexdigest()
        lines += [f"; Fra {_safe(paper.name)}", f"; sha256 {digest}"]
    lines += [
        "",
        *(
            f'{filing.day} document {paper.account} "../{places[paper.name]}"'
            for paper in filing.papers
        ),
        "",
    ]
    texts = [printer.format_entry(_linked(entry, places)) for entry in filing.entries]
    return "\n".join([*lines, *texts])


def _linked(entry: Any, places: Mapping[str, str]) -> Any:  # noqa: ANN401 -- any directive
    """The entry with the way to its documents, without what nobody should read."""
    meta = {
        key: f"../{places[value]}"
        if key.startswith(DOCUMENT) and value in places
        else value
        for key, value in (entry.meta or {}).items()
        if not key.startswith("__")
    }
    return entry._replace(meta=meta)


def _check(filing: Filing, listed: str) -> None:
    """Load the books as they will be; refuse them if they have new faults.

    Raises:
        CannotFileError: There are; tells of the first ones.
    """
    books, listing = filing.books, filing.listing
    folder = books.main.parent
    written = _text(books.main)
    include = f'include "{CHECK_LIST}"'
    if listing.include in written:
        written = written.replace(listing.include, include)
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
        told = "".join(f"\n{_told(error, filing)}" for error in new[:_MOST_FAULTS])
        raise CannotFileError(
            Text(
                "Bøkene ville fått {count} nye feil, så ingenting er skrevet: {told}",
                count=len(new),
                told=told,
            )
        )


def _told(error: Any, filing: Filing) -> str:  # noqa: ANN401 -- Beancount has many kinds
    """An error with its place: in the document, where the directive comes from one."""
    source = _source_of(error.entry, filing) or error.source
    name = Path(str(source.get("filename", ""))).name
    return f"  {name}:{source.get('lineno', 0)}: {said_of(error).strip()}"


def _source_of(entry: Any, filing: Filing) -> Any:  # noqa: ANN401 -- any directive
    """Where a directive that is about to be written was read, or ``None``."""
    return next(
        (
            mine.meta
            for mine in filing.entries
            if isinstance(entry, data.Balance)
            and isinstance(mine, data.Balance)
            and (mine.date, mine.account, mine.amount)
            == (entry.date, entry.account, entry.amount)
        ),
        None,
    )


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
