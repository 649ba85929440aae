"""Puts directives and their documents into the books: all of it, or nothing.

What comes in is listed in ``innlest``, and what goes out in a list of its own.  What is
written, in this order, with the folder of the books locked::

    ledger/.innlesing                       the journal: what is about to be made
    ledger/documents/ACCOUNT/STEM/DATE.name the documents, where nobody lists them
    ledger/krav/STEM.beancount              the directives; nobody includes them yet
    ledger/krav.beancount                   the list of those: from here on they count
    (ledger/main.beancount                  the first time, to include the list)
    the journal is taken away

The books change in the one step that puts the list (or the first time the main file) in
place, and the documents are a part of them from that step too: until then they are
named by no directive, and the folder that they lie in (STEM: the day, the source and a
digest) is not that of an account, which Beancount would list.  Before it, the books as
they will be are loaded beside the old ones, and every file is held against what was
read; after it, the books are loaded once more.  Where anything is lacking, all is taken
back.  What a crash leaves behind is taken away, or completed, when the next one holds
the lock.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.contradictions import must_hold
from fellesbok.entries.printing import printed
from fellesbok.filing.all_or_nothing import alone
from fellesbok.filing.all_or_nothing import journalled
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.folder import held
from fellesbok.filing.journal import DOCUMENTS
from fellesbok.filing.journal import JOURNAL
from fellesbok.filing.journal import Journal
from fellesbok.filing.journal import kinds
from fellesbok.filing.journal import new_folders
from fellesbok.filing.journal import safe
from fellesbok.filing.journal import take_back
from fellesbok.filing.listing import INTAKE
from fellesbok.filing.listing import Listing
from fellesbok.filing.listing import added
from fellesbok.filing.listing import holds_nothing
from fellesbok.filing.listing import is_asked_for
from fellesbok.filing.listing import uncounted
from fellesbok.filing.reading_back import clear_check
from fellesbok.filing.reading_back import differing
from fellesbok.filing.reading_back import parsed
from fellesbok.filing.reading_back import read_back
from fellesbok.filing.reading_back import try_out
from fellesbok.filing.tidying import recover
from fellesbok.filing.tidying import tidy
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.system.differences import everywhere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books

__all__ = (
    "DOCUMENT",
    "Filing",
    "Paper",
    "document_name",
    "recover",
    "text_of_filing",
    "tidy",
    "write",
)
DOCUMENT = "document"
"""Metadata that begins so and names a paper is given the place where it is filed."""


@frozen
class Paper:
    """A document to be filed (*dokument*): its name, and what stands in it.

    ``account`` is the one that it is filed under.
    """

    name: str
    content: bytes
    account: str


@frozen
class Filing:
    """What is to be put into the books.

    Attributes:
        books: The books as they were when it was decided.
        papers: The documents, each with a name of its own.
        day: The date that they are filed under.
        source: A short name of where they come from, for the file's name.
        entries: The directives; those with a document name it in their metadata.
        listing: The list that counts them.
        reveals: Whether faults elsewhere may come to light by it: where accounts are
            opened, more is shared and looked at.  Those of what is written never may.
    """

    books: Books
    papers: tuple[Paper, ...]
    day: date
    source: str
    entries: tuple[Entry, ...]
    listing: Listing = INTAKE
    reveals: bool = False


def write(filing: Filing) -> Path:
    """Put it into the books; gives the file of the transactions.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    with alone(filing.books.main, filing.listing.busy):
        _unchanged(filing)
        return _write(filing)


def text_of_filing(filing: Filing) -> tuple[str, str]:
    """The file of directives that would be written now, and what would stand in it."""
    stem = _free(filing.books.main.parent, filing)
    text = _entries_text(filing, _places(filing, stem)).decode()
    return f"{filing.listing.name}/{stem}.beancount", text


def document_name(name: str, day: date) -> str:
    """The name that a document is filed under: its date, and a name that is safe."""
    return f"{day}.{safe(Path(name).name)}"


def _unchanged(filing: Filing) -> None:
    """Everything that was read stands as it was read.

    Raises:
        CannotFileError: It does not.
    """
    if filing.books.state() != filing.books.digest:
        raise CannotFileError(filing.listing.changed)


def _write(filing: Filing) -> Path:
    """The steps in their order; what has been made is taken back if one fails."""
    books, listing = filing.books, filing.listing
    main, folder = books.main, books.main.parent
    asked = _is_listed(books, listing)
    listed = folder / listing.file
    before = held(listed)
    stem = _free(folder, filing)
    places = _places(filing, stem)
    text = _entries_text(filing, places)
    journal = Journal(
        main.name,
        listing.name,
        stem,
        {places[paper.name]: digest_of(paper.content) for paper in filing.papers},
        digest_of(text),
        kinds(filing.entries, len(filing.papers)),
        (
            None if before is None else len(before),
            None if asked else len(main.read_bytes()),
        ),
        listing.heading,
        new_folders(folder, [f"{listing.name}/{stem}", *places.values()]),
    )

    def still() -> None:
        """The list too, which is not among what was read where nobody includes it."""
        _unchanged(filing)
        if held(listed) != before:
            raise CannotFileError(listing.changed)

    undo = partial(_take_back, main, journal)
    with journalled(folder / JOURNAL, journal.written(), main, undo):
        make_folder(folder / listing.name, is_inherited=True)
        for paper in filing.papers:
            path = folder / places[paper.name]
            make_folder(path.parent, is_inherited=True)
            put(path, paper.content, like=main)
        put(folder / journal.name, text, like=main)
        _try(filing, journal)
        start = f"{listing.heading}\n".encode() if before is None else before
        put(listed, added(start, journal.name), like=main, still=still)
        if not asked:
            content = added(main.read_bytes(), listing.file, apart=True)
            put(main, content, still=lambda: _unchanged(filing))
        read_back(books, journal.name, reveals=filing.reveals)
    return folder / journal.name


def _take_back(main: Path, journal: Journal) -> None:
    """Make the books what they were."""
    clear_check(main.parent)
    take_back(main, journal)


def _try(filing: Filing, journal: Journal) -> None:
    """Read what was written, alone and with the books.

    Raises:
        CannotFileError: It is not what was meant, the books would get new faults, or
            they are made of other files than they were.
    """
    path = filing.books.main.parent / journal.name
    where = differing(filing.entries, parsed(path))
    if where is not None:
        raise CannotFileError(
            Text(
                "Det som skulle skrives, leses ikke tilbake som det samme ({where}), så"
                " ingenting er skrevet. Det er en feil i programmet; meld fra om den.",
                where=where,
            )
        )
    files = try_out(filing.books, journal.name, filing.entries, reveals=filing.reveals)
    if files != filing.books.files:
        raise CannotFileError(filing.listing.changed)


def _is_listed(books: Books, listing: Listing) -> bool:
    """Whether the books take the list in, or ask for it by name.

    Raises:
        CannotFileError: It is there with something in it, but nothing takes it in; or
            so is a file that it should have.
    """
    folder = books.main.parent
    listed = folder / listing.file
    is_asked = listed in books.files or is_asked_for(listed, books.ledger_files)
    if not is_asked and not holds_nothing(listed):
        raise CannotFileError(
            Text(
                "{path} er ikke med i bøkene: ingen fil tar den inn, så det som står i"
                ' den, teller ikke. Ta den inn med linjen «include "{name}"», eller'
                " flytt den. Ingenting er skrevet.",
                path=str(listed),
                name=listing.file,
            )
        )
    lost = uncounted(folder, listing, books.files) if listing.is_whole else None
    if lost is not None:
        raise CannotFileError(
            Text(
                "{path} er ikke med i bøkene, så det som står i den, teller ikke. Ta"
                ' den inn med linjen «include "{name}"» i {list}, eller flytt den ut av'
                " mappen. Ingenting er skrevet.",
                path=str(lost),
                name=f"{listing.name}/{lost.name}",
                list=listing.file,
            )
        )
    return is_asked


def _free(folder: Path, filing: Filing) -> str:
    """A name that no file of directives has, and no folder of documents."""
    first = f"{filing.day}.{safe(filing.source)}.{_digest(filing)[:8]}"
    stem, number = first, 1
    while any(
        os.path.lexists(folder / name)
        for name in (
            f"{filing.listing.name}/{stem}.beancount",
            *(_place(paper, stem) for paper in filing.papers),
        )
    ):
        number += 1
        stem = f"{first}-{number}"
    return stem


def _digest(filing: Filing) -> str:
    """A digest of the documents, or of the directives where there are none."""
    found = hashlib.sha256()
    for paper in filing.papers:
        found.update(paper.content)
    if not filing.papers:
        found.update(_entries_text(filing, {}))
    return found.hexdigest()


def _place(paper: Paper, stem: str) -> str:
    """The folder of a document: of this filing alone, in that of its account."""
    account = map(everywhere, paper.account.split(":"))
    return "/".join([DOCUMENTS, *account, stem])


def _places(filing: Filing, stem: str) -> dict[str, str]:
    """Where each document is filed, by its name."""
    places: dict[str, str] = {}
    for paper in filing.papers:
        place = f"{_place(paper, stem)}/{document_name(paper.name, filing.day)}"
        if place in places.values():
            front, dot, end = place.rpartition(".")
            place = f"{front}-{digest_of(paper.content)[:8]}{dot}{end}"
        places[paper.name] = place
    must_hold(
        "At hvert dokument har sin plass,",
        len(set(places.values())) == len(filing.papers),
    )
    return places


def _entries_text(filing: Filing, places: Mapping[str, str]) -> bytes:
    """The file of directives, as a person reads it."""
    lines = []
    for paper in filing.papers:
        lines += [f"; Fra {safe(paper.name)}", f"; sha256 {digest_of(paper.content)}"]
    lines += [
        "",
        *(
            f'{filing.day} document {paper.account} "../{places[paper.name]}"'
            for paper in filing.papers
            if places
        ),
        "",
    ]
    texts = [printed(_linked(entry, places)) for entry in filing.entries]
    return "\n".join([*lines, *texts]).encode()


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
