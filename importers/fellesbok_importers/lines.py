"""Rows of a table → lines with amounts and codes; every fault of the file is noted.

The room knows what a profile says of headings, sums, columns and signs.  Amounts are
kroner with two decimals, debit positive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.chart import code_fault
from fellesbok_importers.chart import function_fault
from fellesbok_importers.columns import Finder
from fellesbok_importers.columns import find_columns
from fellesbok_importers.dates import NotADateError
from fellesbok_importers.dates import read_day
from fellesbok_importers.faults import Fault
from fellesbok_importers.numbers import NotANumberError
from fellesbok_importers.numbers import read_kroner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok_importers.profile import Profile
    from fellesbok_importers.sheet import Row
    from fellesbok_importers.xlsx import Cell

ZERO = Decimal("0.00")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Line:
    """One line of a voucher (*bilagslinje*), as the export has it."""

    row: int
    art: str
    ansvar: str
    funksjon: str
    project: str
    payee: str
    text: str
    vat: str
    amount: Decimal


class LineReader:
    """Reads the lines of one file, and keeps what is wrong with it.

    ``debit`` and ``credit`` are what the lines add up to so far, ``rows`` how many they
    are.
    """

    def __init__(self, path: str, profile: Profile) -> None:
        """Nothing has been read yet."""
        self.path = path
        self.profile = profile
        self.faults: list[Fault] = []
        self.debit = self.credit = ZERO
        self.rows = 0
        self._finder: Finder | None = None
        if profile.file.header_row is None:
            self._finder = find_columns(path, profile, None, self.faults)

    @property
    def finder(self) -> Finder:
        """Where the columns are; known when the first line is."""
        if self._finder is None:
            raise ContradictionError("Kolonnene i {file}", {"file": self.path})
        return self._finder

    def reject(
        self,
        row: int | None,
        column: str | None,
        found: str,
        expected: Text,
        off: Decimal | None = None,
    ) -> None:
        """Note that something in the file is not as it should be."""
        self.faults.append(Fault(self.path, row, column, found, expected, off))

    def body(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that are lines: headings are read, and sums held against them."""
        layout = self.profile.file
        for row in rows:
            if layout.header_row is not None and row.number <= layout.header_row:
                if row.number == layout.header_row:
                    self._heading(row)
                continue
            if self._finder is None or not any(map(_filled, row.cells)):
                continue
            first = cell_text(row.cells[0])
            if layout.first_field and first != layout.first_field:
                expected = Text(
                    "Raden skal begynne med «{word}».", word=layout.first_field
                )
                self.reject(row.number, "1", first, expected)
            elif self._is_total(row):
                self._check_total(row, self._finder)
            else:
                self.rows += 1
                yield row
        if self._finder is None and not self.faults:
            expected = Text("Filen har ingen rader som profilen kjenner.")
            self.reject(None, None, "", expected)

    def _heading(self, row: Row) -> None:
        """Where columns are lacking, rows cannot be read."""
        finder = find_columns(self.path, self.profile, row, self.faults)
        self._finder = None if self.faults else finder

    def line(self, row: Row) -> Line | None:
        """One line; ``None`` where something is wrong with it, which is noted."""
        before = len(self.faults)
        finder = self.finder
        amount = self._net(row, finder)
        codes = self._codes(row, finder)
        if len(self.faults) > before or amount is None:
            return None
        return Line(
            row.number,
            codes["art"],
            codes["ansvar"],
            codes["funksjon"],
            codes["project"],
            finder.text(row, "payee"),
            finder.text(row, "text"),
            finder.text(row, "vat"),
            amount,
        )

    def day(self, row: Row) -> date | None:
        """The date of a line; noted where it is none."""
        finder = self.finder
        cell = finder.cell(row, "date")
        try:
            return read_day(cell, self.profile.date_form)
        except NotADateError as error:
            self.reject(row.number, finder.label("date"), cell_text(cell), error.text)
            return None

    def year(self, row: Row, day: date | None) -> int | None:
        """The accounting year of a line: of its column, else of its date."""
        finder = self.finder
        if not finder.has("year"):
            return day.year if day else None
        written = finder.text(row, "year")
        if _YEAR.fullmatch(written):
            return int(written)
        expected = Text("Her skal det stå et regnskapsår, slik som 2018.")
        self.reject(row.number, finder.label("year"), written, expected)
        return None

    def _is_total(self, row: Row) -> bool:
        word = self.profile.file.total_word
        first = next((cell_text(c) for c in row.cells if _filled(c)), "")
        return word is not None and first.lower().startswith(word.lower())

    def _check_total(self, row: Row, finder: Finder) -> None:
        """A sum that the file states is held against the lines above it.

        Where a line cannot be read, its sum cannot be told either.
        """
        if self.faults:
            return
        columns = self.profile.columns
        if columns.amount is None:
            sums = [("debit", self.debit), ("credit", self.credit)]
        else:
            net = self.debit - self.credit
            sums = [("amount", net * self._direction())]
        for name, expected in sums:
            stated = self._amount(row, finder, name)
            if stated is not None and stated != expected:
                text = Text("Linjene over blir til sammen {sum}.", sum=expected)
                column, found = finder.label(name), show(stated, SOURCE_LANGUAGE)
                self.reject(row.number, column, found, text, stated - expected)

    def _net(self, row: Row, finder: Finder) -> Decimal | None:
        """The amount of the line, debit positive; the file's sums are kept up."""
        if self.profile.columns.amount is not None:
            amount = self._amount(row, finder, "amount")
            net = None if amount is None else amount * self._direction()
            if net is not None and net >= 0:
                self.debit += net
            elif net is not None:
                self.credit -= net
            return net
        debit = self._amount(row, finder, "debit", may_be_empty=True)
        credit = self._amount(row, finder, "credit", may_be_empty=True)
        if debit is None or credit is None:
            return None
        if debit and credit:
            text = Text("Linjen har beløp både i debet og i kredit.")
            self.reject(row.number, finder.label("debit"), str(debit), text)
        self.debit += debit
        self.credit += credit
        return debit - credit

    def _direction(self) -> int:
        return 1 if self.profile.booking.sign == "debit_positive" else -1

    def _amount(
        self, row: Row, finder: Finder, name: str, *, may_be_empty: bool = False
    ) -> Decimal | None:
        cell = finder.cell(row, name)
        if may_be_empty and not _filled(cell):
            return ZERO
        try:
            if isinstance(cell, Decimal):
                return read_kroner(f"{cell:f}", ".")
            return read_kroner(cell, self.profile.decimal_sign)
        except NotANumberError as error:
            self.reject(row.number, finder.label(name), cell_text(cell), error.text)
            return None

    def _codes(self, row: Row, finder: Finder) -> dict[str, str]:
        """Art, ansvar, funksjon and project, each of the right form."""
        codes = finder.codes(row)
        chart = self.profile.booking.chart
        if finder.has("art") or self.profile.account_string:
            expected = code_fault(codes["art"], chart)
            if expected is not None:
                self.reject(row.number, finder.label("art"), codes["art"], expected)
        if codes["funksjon"]:
            expected = function_fault(codes["funksjon"])
            if expected is not None:
                label = finder.label("funksjon")
                self.reject(row.number, label, codes["funksjon"], expected)
        return codes


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def cell_text(cell: Cell) -> str:
    """A cell as it is shown in a message."""
    return cell.strip() if isinstance(cell, str) else f"{cell:f}"
