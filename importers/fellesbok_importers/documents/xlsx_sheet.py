"""A sheet of an XLSX file → rows of cells, every number exact.

A spreadsheet keeps its numbers as doubles and shows at most fifteen figures of them.
The text of the number in the file is read as a ``Decimal`` and cut to those fifteen, so
that 1234.56 is 1234.56 also where the file says 1234.5599999999999.  No float is made.
"""

from __future__ import annotations

import re
from decimal import Context
from decimal import Decimal
from decimal import InvalidOperation
from decimal import Overflow
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.told_xml import Reader
from fellesbok_importers.documents.workbook import opened_workbook
from fellesbok_importers.documents.workbook import shared_strings
from fellesbok_importers.documents.workbook import sheets
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.documents.workbook import Workbook

Cell = str | Decimal


class NoValue(str):
    """A cell whose formula has no value, or a fault for one (``#REF!``)."""

    __slots__ = ()


MOST_COLUMNS = 500
LONGEST_TEXT = 100_000
"""Characters of one cell; spreadsheets themselves stop at 32 767."""
SHEET_FIGURES = Context(prec=15, Emax=308, Emin=-308)
"""As a double: fifteen figures, and none above 1.8 · 10³⁰⁸."""


NUMBER = re.compile(r"[0-9]{1,7}")
PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")


def filled_sheets(path: str) -> tuple[str, ...]:
    """The names of the sheets that hold something, in the order of the workbook.

    Raises:
        RejectedError: The file is no workbook, or holds what must not be in one.
    """
    with opened_workbook(path) as book:
        parts = sheets(book)
        texts = shared_strings(book)
        return tuple(
            name for name, part in parts.items() if any(_rows(book, part, texts))
        )


def sheet_rows(path: str, sheet: str | None) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a sheet with their numbers; empty rows are left out.

    Raises:
        RejectedError: The file is no workbook, or holds what must not be in one.
    """
    with opened_workbook(path) as book:
        parts = sheets(book)
        if sheet is None and parts:
            part = next(iter(parts.values()))
        elif sheet in parts:
            part = parts[sheet]
        else:
            names = ", ".join(parts)
            expected = Text(
                "Regnearket har ikke dette arket. Det har: {names}.", names=names
            )
            raise RejectedError.of(path, expected, sheet or "")
        yield from _rows(book, part, shared_strings(book))


def _rows(
    book: Workbook, part: str, texts: list[str]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows that hold something, as soon as they are read."""
    sheet = _Sheet(book.path, texts)
    for _ in book.told(part, sheet):
        yield from sheet.rows
        sheet.rows.clear()


class _Sheet(Reader):
    """Makes rows of what is told; a row is there when it ends."""

    def __init__(self, path: str, texts: list[str]) -> None:
        self.rows: list[tuple[int, tuple[Cell, ...]]] = []
        self._path = path
        self._texts = texts
        self._number = 0
        self._cells: list[Cell] = []
        self._place: str | None = None
        self._kind = "n"
        self._column = -1
        self._in = ""
        self._hint = False
        self._bits: dict[str, list[str]] = {}
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place = attributes.get("r")
            self._kind = attributes.get("t", "n")
            place = PLACE.fullmatch(self._place or "")
            self._column = column_number(place[1]) - 1 if place else len(self._cells)
            self._bits = {}
            self._length = 0
        elif name == "row":
            stated = attributes.get("r", "")
            is_stated = NUMBER.fullmatch(stated)
            self._number = int(stated) if is_stated else self._number + 1
            self._cells = []
        elif name == "rPh":
            self._hint = True
        elif name in {"v", "t", "f"} and not self._hint:
            self._in = name
            self._bits.setdefault(name, [])

    def text(self, text: str) -> None:
        if self._in:
            self._bits[self._in].append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise self._refused(text, Text("Teksten i cellen er for lang."))

    def end(self, name: str) -> None:
        self._in = ""
        if name == "c":
            self._add(self._cell())
        elif name == "rPh":
            self._hint = False
        elif name == "row":
            if any(self._cells):
                self.rows.append((self._number, tuple(self._cells)))
            self._cells = []

    def _add(self, cell: Cell) -> None:
        """Put a cell in its column; what lies between is empty.

        Only a cell that holds something makes the row so long: whole rows have a colour
        to the last of the sheet's columns.
        """
        if cell == "":
            return
        if self._column >= MOST_COLUMNS:
            expected = Text(
                "Arket har mer enn {most} kolonner, og det leses ikke.",
                most=MOST_COLUMNS,
            )
            raise self._refused(str(cell), expected)
        if self._cells[self._column : self._column + 1] not in ([], [""]):
            raise self._refused(str(cell), Text("Cellen står to ganger i arket."))
        self._cells += [""] * (self._column + 1 - len(self._cells))
        self._cells[self._column] = cell

    def _cell(self) -> Cell:
        """What a cell holds: text, or a number with at most fifteen figures."""
        if self._kind == "inlineStr":
            return self._said("t")
        value = self._said("v")
        # A formula that gives an empty text says so by its kind.
        has_none = "f" in self._bits and not value and self._kind != "str"
        if self._kind == "e" or has_none:
            return NoValue(value or f"={self._said('f')}")
        if "v" not in self._bits:
            return ""
        if self._kind == "n":
            try:
                exact = SHEET_FIGURES.create_decimal(value.strip())
            except (InvalidOperation, Overflow):
                exact = Decimal("NaN")
            if exact.is_finite():
                return exact
        elif self._kind == "s":
            if NUMBER.fullmatch(value) and int(value) < len(self._texts):
                return self._texts[int(value)]
        else:
            return value
        text = Text("Cellen er ødelagt: den har verken tall eller tekst.")
        raise self._refused(value, text)

    def _said(self, name: str) -> str:
        return "".join(self._bits.get(name, ()))

    def _refused(self, found: str, expected: Text) -> RejectedError:
        fault = Fault(self._path, self._number, self._place, found, expected)
        return RejectedError([fault])


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
