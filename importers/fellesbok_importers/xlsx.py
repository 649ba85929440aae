"""A sheet of an XLSX file → rows of cells, every number exact.

A spreadsheet keeps its numbers as doubles and shows at most fifteen figures of them.
The text of the number in the file is read as a ``Decimal`` and cut to those fifteen, so
that 1234.56 is 1234.56 also where the file says 1234.5599999999999.  No float is made.

The file is foreign: it is read in bounds, member by member, and macros, links to other
files, document type declarations and paths that lead out of it are refused.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from decimal import Context
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from typing import IO
from typing import TYPE_CHECKING

from lxml import etree

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.file_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = str | Decimal


class NoValue(str):
    """A cell whose formula has no value, or a fault for one (``#REF!``)."""

    __slots__ = ()


MOST_BYTES_UNPACKED = 300_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 200
FREE_BYTES = 1_000_000
MOST_COLUMNS = 500
SHEET_FIGURES = Context(prec=15)
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    zlib.error,
)
"""What reading a zip file raises when it is broken or encrypted."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_NUMBER = re.compile(r"[0-9]{1,7}")
_RELATION = re.compile(r"\{.*\}id")
_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_REFUSED = re.compile(r"vbaproject|externallinks/|activex|\.bin$", re.IGNORECASE)
_ALLOWED_BIN = re.compile(r"printersettings", re.IGNORECASE)


def filled_sheets(path: str) -> tuple[str, ...]:
    """The names of the sheets that hold something, in the order of the workbook.

    Raises:
        RejectedError: The file is no workbook, or holds what must not be in one.
    """
    with _workbook(path) as book:
        names = [name for name, _ in _named(book, path)]
    return tuple(name for name in names if any(sheet_rows(path, name)))


def sheet_rows(path: str, sheet: str | None) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a sheet with their numbers; empty rows are left out.

    Raises:
        RejectedError: The file is no workbook, or holds what must not be in one.
    """
    with _workbook(path) as book:
        member = _member(book, path, sheet)
        shared = _shared_strings(book, path)
        with book.open(member) as stream:
            number = 0
            for row in _elements(stream, path, "row"):
                stated = row.get("r") or ""
                number = int(stated) if _NUMBER.fullmatch(stated) else number + 1
                cells = tuple(_cells(row, shared, path, number))
                if any(cells):
                    yield number, cells


@contextmanager
def _workbook(path: str) -> Iterator[zipfile.ZipFile]:
    """The workbook, when what its table of contents tells is in order."""
    try:
        book = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise _not_a_sheet(path) from None
    with book:
        try:
            check_members(book, path)
            yield book
        except BROKEN_ARCHIVE:
            text = Text("Regnearket er ødelagt eller kryptert.")
            raise _refused(path, "", text) from None


def check_members(book: zipfile.ZipFile, path: str) -> None:
    """Look at the table of contents alone; nothing is unpacked.

    Raises:
        RejectedError: It is too large unpacked, or holds what must not be in it.
    """
    members = book.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES_UNPACKED:
        raise _refused(path, "", Text("Regnearket er for stort når det pakkes ut."))
    if size > FREE_BYTES and size > MOST_RATIO * max(packed, 1):
        raise _refused(
            path, "", Text("Regnearket er pakket tettere enn noe regneark er.")
        )
    for member in members:
        name = member.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise _refused(path, name, Text("Navnet på en del peker ut av regnearket."))
        if _REFUSED.search(name) and not _ALLOWED_BIN.search(name):
            raise _refused(
                path,
                name,
                Text(
                    "Regnearket har makroer eller lenker til andre filer. Lagre det som"
                    " vanlig XLSX med verdier."
                ),
            )


def _member(book: zipfile.ZipFile, path: str, wanted: str | None) -> str:
    """The part of the file that holds the sheet, by the name that people see."""
    _check_dates(book, path)
    named = _named(book, path)
    targets = {}
    with _part(book, path, "xl/_rels/workbook.xml.rels") as stream:
        for element in _elements(stream, path, "Relationship"):
            targets[element.get("Id") or ""] = element.get("Target") or ""
    chosen = [rel for name, rel in named if wanted is None or name == wanted]
    if not chosen:
        names = ", ".join(name for name, _ in named)
        expected = Text(
            "Regnearket har ikke dette arket. Det har: {names}.", names=names
        )
        raise _refused(path, wanted or "", expected)
    target = targets.get(chosen[0], "")
    member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if member not in book.namelist():
        raise _refused(path, target, Text("Regnearket er ødelagt eller kryptert."))
    return member


def _named(book: zipfile.ZipFile, path: str) -> list[tuple[str, str]]:
    """The sheets by the names that people see, each with its relation."""
    named: list[tuple[str, str]] = []
    with _part(book, path, "xl/workbook.xml") as stream:
        for element in _elements(stream, path, "sheet"):
            relation = next(
                (
                    str(value)
                    for key, value in element.items()
                    if _RELATION.fullmatch(str(key))
                ),
                "",
            )
            named.append((element.get("name") or "", relation))
    return named


def _check_dates(book: zipfile.ZipFile, path: str) -> None:
    """Refuse the calendar of old Macintosh files, whose day 0 is four years later."""
    with _part(book, path, "xl/workbook.xml") as stream:
        for element in _elements(stream, path, "workbookPr"):
            if element.get("date1904") in {"1", "true"}:
                expected = Text("Regnearket regner datoer fra 1904; lagre det på nytt.")
                raise _refused(path, "", expected)


@contextmanager
def _part(book: zipfile.ZipFile, path: str, name: str) -> Iterator[IO[bytes]]:
    if name not in book.namelist():
        raise _not_a_sheet(path)
    with book.open(name) as stream:
        yield stream


def _shared_strings(book: zipfile.ZipFile, path: str) -> list[str]:
    """The texts that cells point at by number; phonetic hints are left out."""
    name = "xl/sharedStrings.xml"
    if name not in book.namelist():
        return []
    with book.open(name) as stream:
        return [_text_of(element) for element in _elements(stream, path, "si")]


def _text_of(element: etree._Element) -> str:
    texts = []
    for part in element.iter(f"{_MAIN}t", f"{_STRICT}t"):
        parent = part.getparent()
        if parent is None or not str(parent.tag).endswith("}rPh"):
            texts.append(part.text or "")
    return "".join(texts)


def _elements(stream: IO[bytes], path: str, tag: str) -> Iterator[etree._Element]:
    """Elements as they end; each is emptied when it has been used."""
    try:
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=f"{{*}}{tag}",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, element in events:
            if element.getroottree().docinfo.doctype:
                text = Text("Regnearket har en dokumenttype (DTD), som ikke leses.")
                raise _refused(path, "", text)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        text = Text("Regnearket er ødelagt eller kryptert.")
        raise _refused(path, "", text) from None


def _cells(
    row: etree._Element, shared: list[str], path: str, number: int
) -> Iterator[Cell]:
    """The cells of a row from the first column on; what is not there is empty."""
    column = 0
    for element in row.iterchildren(f"{_MAIN}c", f"{_STRICT}c"):
        place = _COLUMN.fullmatch(element.get("r") or "")
        wanted = _index(place[1]) if place else column
        if wanted >= MOST_COLUMNS:
            break
        while column < wanted:
            yield ""
            column += 1
        yield _cell(element, shared, path, number)
        column += 1


def _index(letters: str) -> int:
    """The number of a column from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(element: etree._Element, shared: list[str], path: str, number: int) -> Cell:
    """What a cell holds: text, or a number with at most fifteen figures."""
    kind = element.get("t", "n")
    if kind == "inlineStr":
        return _text_of(element)
    value = element.findtext("{*}v")
    formula = element.find("{*}f")
    # A formula that gives an empty text says so by its kind.
    if kind == "e" or (formula is not None and not value and kind != "str"):
        return NoValue(value or f"={formula.text if formula is not None else ''}")
    if value is None:
        return ""
    if kind == "n":
        try:
            exact = SHEET_FIGURES.create_decimal(value.strip())
        except InvalidOperation:
            exact = Decimal("NaN")
        if exact.is_finite():
            return exact
    elif kind == "s":
        if _NUMBER.fullmatch(value) and int(value) < len(shared):
            return shared[int(value)]
    else:
        return value
    expected = Text("Cellen er ødelagt: den har verken tall eller tekst.")
    raise RejectedError([Fault(path, number, element.get("r"), value, expected)])


def _not_a_sheet(path: str) -> RejectedError:
    """The refusal of what is something else than its name says."""
    kind = kind_of(Path(path)) if Path(path).is_file() else None
    text = Text("Filen er ikke et regneark (XLSX).")
    if kind is not None:
        text = Text("Filen er {kind}, og ikke et regneark (XLSX).", kind=kind)
    return _refused(path, "", text)


def _refused(path: str, found: str, expected: Text) -> RejectedError:
    return RejectedError([Fault(path, None, None, found, expected)])
