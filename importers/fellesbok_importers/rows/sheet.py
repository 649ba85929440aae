"""Rows of a CSV, fixed-width or XLSX file, by what its profile says of the layout.

Text is decoded strictly, any mixture of line ends is read, and characters that cannot
be seen (control characters, marks that turn the direction of writing) are refused.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.messages import Text
from fellesbok.unseen import first_unseen
from fellesbok.unseen import unseen
from fellesbok_importers.documents.file_kinds import BINARY
from fellesbok_importers.documents.file_kinds import ZIP
from fellesbok_importers.documents.file_kinds import called
from fellesbok_importers.documents.xlsx_sheet import MOST_COLUMNS
from fellesbok_importers.documents.xlsx_sheet import Cell
from fellesbok_importers.documents.xlsx_sheet import filled_sheets
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.profiles.column_schema import Layout

MOST_BYTES = 100_000_000
MOST_LINES = 3_000_000
MOST_CHARACTERS_IN_ROW = 1_000_000
MOST_CHARACTERS_IN_CELL = 10_000
_ENCODINGS = {"auto": ("utf-8-sig", "cp1252"), "utf-8": ("utf-8-sig",)}
NEXT_LINE = "\x85"
"""How some mainframes end a line."""

LOOKED_AT = 2_000
_LINE = re.compile(r"[^\r\n]+(?:\r\n|[\r\n])?|\r\n|[\r\n]")
_MOSTLY = Fraction(9, 10)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One row of a document: its line in the file (or row of the sheet), its cells."""

    number: int
    cells: tuple[Cell, ...]


def read_rows(path: str, profile: Profile) -> Iterator[Row]:
    """Every row that holds something, headings and sums too.

    Raises:
        RejectedError: The file cannot be read as the profile says.
    """
    layout = profile.file
    if layout.kind == "xlsx":
        return _sheet(path, layout.sheet or _only_sheet(path))
    text = decoded(path, layout.encoding)
    if layout.kind == "fixed":
        return _fixed(text)
    return csv_rows(text, path, "\t" if layout.delimiter == "tab" else layout.delimiter)


def decoded(path: str, encoding: str = "auto") -> str:
    """The whole text of a file, without a byte order mark and unseen characters.

    Raises:
        RejectedError: It is too large, no text, not in that encoding, or holds such
            characters.
    """
    raw = _bytes(path)
    if raw.startswith((ZIP, *BINARY)):
        told = Text(
            "Filen er {kind}, og profilen leser tekst. Et regneark (XLSX) leses der"
            " profilen har «file: {{kind: xlsx}}».",
            kind=called(Path(path)),
        )
        raise RejectedError.of(path, told)
    encoding = _wide(raw) or encoding
    for name in _ENCODINGS.get(encoding, (encoding,)):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        text = text.removeprefix("\ufeff")
        if NEXT_LINE in text:
            text = text.replace(NEXT_LINE, "\n")
        if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
            raise RejectedError.of(path, Text("Filen er for stor."))
        for place in unseen(text):
            line = text.count("\n", 0, place) + 1
            raise _unseen(path, line, f"U+{ord(text[place]):04X}")
        return text
    expected = Text("Filen er ikke lagret i tegnsettet {name}.", name=encoding)
    raise RejectedError.of(path, expected)


def wide(path: str) -> str | None:
    """What a profile calls UTF-16, where a file is written so."""
    return "utf-16" if _wide(_bytes(path)) else None


def _wide(raw: bytes) -> str | None:
    """UTF-16 by its mark, or where nearly every second byte is nought."""
    if raw.startswith(_WIDE):
        return "utf-16"
    beginning = raw[:LOOKED_AT]
    half = len(beginning) // 2
    for name, zeros in (("utf-16-le", beginning[1::2]), ("utf-16-be", beginning[::2])):
        if zeros.count(0) > half * _MOSTLY:
            return name
    return None


def csv_rows(text: str, path: str, delimiter: str) -> Iterator[Row]:
    """The rows of a CSV text; each number is the line on which the row begins."""
    lines = _Lines(text)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in rows:
            if any(map(len, cells)):
                if max(map(len, cells)) > MOST_CHARACTERS_IN_CELL:
                    expected = Text("Et felt er for langt; er et anførselstegn åpent?")
                    raise RejectedError.of(path, expected, row=line)
                if any(cells[MOST_COLUMNS:]):
                    expected = Text(
                        "Raden har mer enn {most} kolonner, og det leses ikke.",
                        most=MOST_COLUMNS,
                    )
                    raise RejectedError.of(path, expected, row=line)
                yield Row(line, tuple(cells[:MOST_COLUMNS]))
            lines.taken = 0
            line = rows.line_num + 1
    except _TooLongError:
        expected = Text("Raden er for lang; er et anførselstegn åpent?")
        raise RejectedError.of(path, expected, row=line) from None
    except csv.Error:
        expected = Text(
            "Raden er ikke gyldig CSV. Trolig er et anførselstegn ikke lukket."
        )
        raise RejectedError.of(path, expected, row=line) from None


class _TooLongError(Exception):
    """A row has no end."""


class _Lines:
    """The lines of a text, one at a time: a row takes as many as it has quotes for.

    Attributes:
        taken: The characters that the row has taken so far.
    """

    def __init__(self, text: str) -> None:
        self.taken = 0
        self._text = text

    def __iter__(self) -> Iterator[str]:
        for found in _LINE.finditer(self._text):
            self.taken += len(found[0])
            if self.taken > MOST_CHARACTERS_IN_ROW:
                raise _TooLongError
            yield found[0]


def unread_sheets(path: str, layout: Layout) -> tuple[str, ...]:
    """Sheets of a workbook that hold something and are not the one that is read.

    Raises:
        RejectedError: The file is no workbook.
    """
    if layout.kind != "xlsx" or layout.sheet is None:
        return ()
    return tuple(name for name in filled_sheets(path) if name != layout.sheet)


def _only_sheet(path: str) -> str | None:
    """The one sheet that holds something.

    Raises:
        RejectedError: Several do, and the profile does not say which.
    """
    names = filled_sheets(path)
    if len(names) > 1:
        expected = Text(
            "Regnearket har flere ark med innhold: {names}. Si i profilen hvilket som"
            " skal leses (file.sheet).",
            names=", ".join(names),
        )
        raise RejectedError.of(path, expected)
    return names[0] if names else None


def _sheet(path: str, sheet: str | None) -> Iterator[Row]:
    """The rows of a sheet, whose texts are held to the same as those of a CSV file."""
    for number, cells in sheet_rows(path, sheet):
        for cell in cells:
            if isinstance(cell, str) and (found := first_unseen(cell)):
                raise _unseen(path, number, found)
        yield Row(number, cells)


def _fixed(text: str) -> Iterator[Row]:
    """Rows of one cell: the whole line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Row(number, (line,))


def _bytes(path: str) -> bytes:
    try:
        file = Path(path)
        if file.stat().st_size > MOST_BYTES:
            raise RejectedError.of(path, Text("Filen er for stor."))
        return file.read_bytes()
    except OSError:
        raise RejectedError.of(path, Text("Finner ikke filen.")) from None


def _unseen(path: str, row: int, found: str) -> RejectedError:
    expected = Text("Tegnet kan ikke ses og hører ikke hjemme i en slik fil.")
    return RejectedError.of(path, expected, found, row=row)
