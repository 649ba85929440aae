"""An XLSX file from outside (*regneark*): its parts, each read in bounds.

The file is foreign.  What its table of contents tells is looked at before anything is
unpacked, and each part is told to its reader element by element: no tree is made, so
that no number of elements, of whatever kind, takes more than the longest text in it.
Macros, links to other files, document types and paths that lead out are refused.

No library reads it: openpyxl makes a float of an amount before anybody sees its digits,
unpacks without a limit, and holds a sheet's shared texts whole.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.archives import BROKEN_ARCHIVE
from fellesbok_importers.documents.archives import MOST_MEMBERS
from fellesbok_importers.documents.archives import TooManyMembersError
from fellesbok_importers.documents.archives import is_too_dense
from fellesbok_importers.documents.archives import opened_archive
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.told_xml import BrokenError
from fellesbok_importers.documents.told_xml import NotToldError
from fellesbok_importers.documents.told_xml import Reader
from fellesbok_importers.documents.told_xml import Telling
from fellesbok_importers.documents.told_xml import told
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MOST_BYTES_UNPACKED = 300_000_000
MOST_SHEETS = 500
MOST_ELEMENTS = 4_000_000
"""In all parts that are read; 100 000 lines of a journal have 3 million."""

MOST_CHARACTERS_SHARED = 20_000_000
"""In the texts that cells point at, each counted as long as its own bookkeeping."""

A_TEXT = 40
BROKEN = Text("Regnearket er ødelagt eller kryptert.")
_RELATION = re.compile(r"(.*:)?id")
_REFUSED = re.compile(r"vbaproject|externallinks/|activex|\.bin$", re.IGNORECASE)
_ALLOWED_BIN = re.compile(r"printersettings", re.IGNORECASE)


@dataclass
class Workbook:
    """An open workbook.

    Attributes:
        archive: The zip file.
        path: Where it lies.
        left: How many elements may still be read of it.
    """

    archive: zipfile.ZipFile
    path: str
    left: int = MOST_ELEMENTS

    def has(self, part: str) -> bool:
        """Whether the workbook holds that part."""
        return part in self.archive.namelist()

    def told(self, part: str, reader: Reader) -> Iterator[None]:
        """Tell a part to its reader, bit by bit; between two the reader can be asked.

        Raises:
            RejectedError: The part is not there, is broken, or holds what it may not.
        """
        if not self.has(part):
            raise not_a_sheet(self.path)
        telling = Telling(reader, self.left)
        try:
            with self.archive.open(part) as stream:
                yield from told(stream, telling)
        except BrokenError:
            raise RejectedError.of(self.path, BROKEN) from None
        except NotToldError as error:
            raise RejectedError.of(self.path, error.text, part) from None
        finally:
            self.left = telling.left

    def read(self, part: str, reader: Reader) -> None:
        """Tell a whole part to its reader."""
        for _ in self.told(part, reader):
            pass


@contextmanager
def opened_workbook(path: str) -> Iterator[Workbook]:
    """The workbook, when what its table of contents tells is in order.

    Raises:
        RejectedError: The file is no workbook, or holds what must not be in one.
    """
    with ExitStack() as opened:
        try:
            archive = opened.enter_context(opened_archive(Path(path)))
        except TooManyMembersError:
            raise RejectedError.of(path, Text("Filen har for mange deler.")) from None
        except BROKEN_ARCHIVE:
            raise not_a_sheet(path) from None
        try:
            check_members(archive, path)
            yield Workbook(archive, path)
        except BROKEN_ARCHIVE:
            raise RejectedError.of(path, BROKEN) from None


def check_members(book: zipfile.ZipFile, path: str) -> None:
    """Look at the table of contents alone; nothing is unpacked.

    Raises:
        RejectedError: It is too large unpacked, or holds what must not be in it.
    """
    members = book.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES_UNPACKED:
        raise RejectedError.of(path, Text("Regnearket er for stort når det pakkes ut."))
    if is_too_dense(size, packed):
        raise RejectedError.of(
            path, Text("Regnearket er pakket tettere enn noe regneark er.")
        )
    for member in members:
        name = member.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise RejectedError.of(
                path, Text("Navnet på en del peker ut av regnearket."), name
            )
        if _REFUSED.search(name) and not _ALLOWED_BIN.search(name):
            raise RejectedError.of(
                path,
                Text(
                    "Regnearket har makroer eller lenker til andre filer. Lagre det som"
                    " vanlig XLSX med verdier."
                ),
                name,
            )


def sheets(book: Workbook) -> dict[str, str]:
    """The part that holds each sheet, by the name that people see, in their order.

    Raises:
        RejectedError: The calendar of the workbook is that of old Macintosh files,
            whose day 0 is four years later, or a sheet is not there.
    """
    named = _Named(book.path)
    book.read("xl/workbook.xml", named)
    if named.is_1904:
        expected = Text("Regnearket regner datoer fra 1904; lagre det på nytt.")
        raise RejectedError.of(book.path, expected)
    relations = _Relations(book.path)
    book.read("xl/_rels/workbook.xml.rels", relations)
    parts = {}
    for name, relation in named.found.items():
        target = relations.found.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if not book.has(part):
            raise RejectedError.of(book.path, BROKEN, target)
        parts[name] = part
    return parts


class _Named(Reader):
    """The sheets by the names that people see, each with its relation."""

    def __init__(self, path: str) -> None:
        self.found: dict[str, str] = {}
        self.is_1904 = False
        self._path = path

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 |= attributes.get("date1904") in {"1", "true"}
        if name == "sheet":
            relation = [v for key, v in attributes.items() if _RELATION.fullmatch(key)]
            self.found[attributes.get("name", "")] = relation[0] if relation else ""
            _few(self.found, self._path)


class _Relations(Reader):
    """Where the relations lead."""

    def __init__(self, path: str) -> None:
        self.found: dict[str, str] = {}
        self._path = path

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")
            _few(self.found, self._path)


def _few(found: dict[str, str], path: str) -> None:
    """Nobody has so many sheets."""
    if len(found) > MOST_SHEETS:
        raise RejectedError.of(path, Text("Regnearket har for mange ark."))


class _Strings(Reader):
    """The texts that cells point at by number; phonetic hints are left out."""

    def __init__(self, path: str) -> None:
        self.found: list[str] = []
        self._path = path
        self._bits: list[str] = []
        self._wanted = self._hint = False
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 -- as its parent
        if name == "si":
            self._bits = []
        self._hint |= name == "rPh"
        self._wanted = name == "t" and not self._hint

    def text(self, text: str) -> None:
        if self._wanted:
            self._bits.append(text)
            self._length += len(text)

    def end(self, name: str) -> None:
        self._wanted = False
        if name == "rPh":
            self._hint = False
        if name == "si":
            self.found.append("".join(self._bits))
            self._length += A_TEXT
            if self._length > MOST_CHARACTERS_SHARED:
                text = Text("Regnearket har mer tekst enn noe vi leser.")
                raise RejectedError.of(self._path, text)


def shared_strings(book: Workbook) -> list[str]:
    """The texts that cells point at by number.

    Raises:
        RejectedError: They are more than can be held.
    """
    strings = _Strings(book.path)
    if book.has("xl/sharedStrings.xml"):
        book.read("xl/sharedStrings.xml", strings)
    return strings.found


def not_a_sheet(path: str) -> RejectedError:
    """The refusal of what is something else than its name says."""
    kind = kind_of(Path(path)) if Path(path).is_file() else None
    text = Text("Filen er ikke et regneark (XLSX).")
    if kind is not None:
        text = Text("Filen er {kind}, og ikke et regneark (XLSX).", kind=kind)
    return RejectedError.of(path, text)
