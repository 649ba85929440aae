"""Rows of an export → vouchers of many lines, or every fault in the file.

The room knows what a profile says of columns and signs; it knows neither agreements nor
Beancount.  Amounts are kroner with two decimals, debit positive.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

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
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.numbers import NotANumberError
from fellesbok_importers.numbers import read_kroner
from fellesbok_importers.sheet import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok_importers.profile import Profile
    from fellesbok_importers.sheet import Row
    from fellesbok_importers.xlsx import Cell

ZERO = Decimal("0.00")
_NUMBER = re.compile(r"[^\s/\"\\]{1,30}")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
FINGERPRINT = 16


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


@dataclass(frozen=True)
class Voucher:
    """A voucher (*bilag*): who numbered it, when, and its lines."""

    source: str
    series: str
    year: int
    number: str
    day: date
    lines: tuple[Line, ...]

    @property
    def identity(self) -> str:
        """What no other voucher has: source, series, year and number."""
        return f"{self.source}/{self.series}/{self.year}/{self.number}"

    @property
    def total(self) -> Decimal:
        """The sum of its lines; nought where the voucher is whole."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def fingerprint(self) -> str:
        """A short digest of all that the export says, rows left out."""
        lines = sorted(
            "\x1f".join(
                (
                    line.art,
                    line.ansvar,
                    line.funksjon,
                    line.project,
                    line.payee,
                    line.text,
                    line.vat,
                    str(line.amount),
                )
            )
            for line in self.lines
        )
        said = "\x1e".join([self.identity, self.day.isoformat(), *lines])
        return hashlib.sha256(said.encode()).hexdigest()[:FINGERPRINT]


@dataclass(frozen=True)
class VoucherFile:
    """All that an export holds, with what the file itself adds up to."""

    path: str
    vouchers: tuple[Voucher, ...]
    debit: Decimal
    credit: Decimal
    rows: int


def read_vouchers(path: str, profile: Profile) -> VoucherFile:
    """The vouchers of an export, in the order of the file.

    Raises:
        RejectedError: Something in the file is not as the profile says; holds all.
    """
    return vouchers_of(read_rows(path, profile), path, profile)


def vouchers_of(rows: Iterable[Row], path: str, profile: Profile) -> VoucherFile:
    """The vouchers in rows that have been read already.

    Raises:
        RejectedError: Something is not as the profile says; holds every fault.
    """
    reading = _Reading(path, profile)
    for row in rows:
        reading.row(row)
    vouchers = tuple(reading.vouchers())
    if reading.finder is None or not (reading.rows or reading.faults):
        reading.tell(
            None, None, "", Text("Filen har ingen rader som profilen kjenner.")
        )
    if reading.faults:
        raise RejectedError(reading.faults)
    return VoucherFile(path, vouchers, reading.debit, reading.credit, reading.rows)


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, path: str, profile: Profile) -> None:
        self.path = path
        self.profile = profile
        self.faults: list[Fault] = []
        self.debit = self.credit = ZERO
        self.rows = 0
        self.finder: Finder | None = None
        self._unknown = False  # columns are lacking, so rows cannot be read
        if profile.file.header_row is None:
            self.finder = find_columns(path, profile, None, self.faults)
        self._lines: dict[tuple[str, int, str], list[Line]] = defaultdict(list)
        self._days: dict[tuple[str, int, str], tuple[date, int]] = {}

    def tell(
        self,
        row: int | None,
        column: str | None,
        found: str,
        expected: Text,
        off: Decimal | None = None,
    ) -> None:
        """Note that something in the file is not as it should be."""
        self.faults.append(Fault(self.path, row, column, found, expected, off))

    def row(self, row: Row) -> None:
        """Read one row: heading, sum, or a line of a voucher."""
        layout = self.profile.file
        if layout.header_row is not None and row.number <= layout.header_row:
            if row.number == layout.header_row:
                self.finder = find_columns(self.path, self.profile, row, self.faults)
                self._unknown = bool(self.faults)
            return
        if self._unknown or self.finder is None or not any(map(_filled, row.cells)):
            return
        if layout.first_field and _text(row.cells[0]) != layout.first_field:
            expected = Text("Raden skal begynne med «{word}».", word=layout.first_field)
            self.tell(row.number, "1", _text(row.cells[0]), expected)
        elif self._is_total(row):
            self._check_total(row, self.finder)
        else:
            self._line(row, self.finder)

    def _is_total(self, row: Row) -> bool:
        word = self.profile.file.total_word
        first = next((_text(c) for c in row.cells if _filled(c)), "")
        return word is not None and first.lower().startswith(word.lower())

    def _check_total(self, row: Row, finder: Finder) -> None:
        """A sum that the file states is held against the lines above it.

        Where a line cannot be read, its sum cannot be told either.
        """
        if self.faults:
            return
        columns = self.profile.columns
        if columns.amount is None:
            sums: tuple[tuple[str, Decimal], ...] = (
                ("debit", self.debit),
                ("credit", self.credit),
            )
        else:
            net = self.debit - self.credit
            sums = (("amount", net * self._direction()),)
        for name, expected in sums:
            stated = self._amount(row, finder, name)
            if stated is not None and stated != expected:
                text = Text("Linjene over blir til sammen {sum}.", sum=expected)
                column, found = finder.label(name), show(stated, SOURCE_LANGUAGE)
                self.tell(row.number, column, found, text, stated - expected)

    def _line(self, row: Row, finder: Finder) -> None:
        """One line of a voucher; what is wrong with it is noted, all of it."""
        before = len(self.faults)
        self.rows += 1
        number = self._number(row, finder)
        day = self._day(row, finder)
        year = self._year(row, finder, day)
        amount = self._net(row, finder)
        codes = self._codes(row, finder)
        if len(self.faults) > before or day is None or year is None or amount is None:
            return
        series = finder.text(row, "series") or self.profile.booking.series or ""
        key = series, year, number
        first_day, first_row = self._days.setdefault(key, (day, row.number))
        if first_day != day:
            self.tell(
                row.number,
                finder.label("date"),
                str(day),
                Text(
                    "Bilag {number} har datoen {day} på rad {row}. Et nummer brukes én"
                    " gang.",
                    number=number,
                    day=first_day,
                    row=first_row,
                ),
            )
        line = Line(
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
        self._lines[key].append(line)

    def _number(self, row: Row, finder: Finder) -> str:
        number = finder.text(row, "voucher")
        if not number or not _NUMBER.fullmatch(number):
            text = Text(
                "Her skal det stå et bilagsnummer, uten mellomrom og skråstrek."
            )
            self.tell(row.number, finder.label("voucher"), number, text)
        return number

    def _day(self, row: Row, finder: Finder) -> date | None:
        cell = finder.cell(row, "date")
        try:
            return read_day(cell, self.profile.date_form)
        except NotADateError as error:
            self.tell(row.number, finder.label("date"), _text(cell), error.text)
            return None

    def _year(self, row: Row, finder: Finder, day: date | None) -> int | None:
        if not finder.has("year"):
            return day.year if day else None
        written = finder.text(row, "year")
        if _YEAR.fullmatch(written):
            return int(written)
        expected = Text("Her skal det stå et regnskapsår, slik som 2018.")
        self.tell(row.number, finder.label("year"), written, expected)
        return None

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
            self.tell(row.number, finder.label("debit"), str(debit), text)
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
            self.tell(row.number, finder.label(name), _text(cell), error.text)
            return None

    def _codes(self, row: Row, finder: Finder) -> dict[str, str]:
        """Art, ansvar, funksjon and project, each of the right form."""
        codes = finder.codes(row)
        chart = self.profile.booking.chart
        if finder.has("art") or self.profile.account_string:
            expected = code_fault(codes["art"], chart)
            if expected is not None:
                self.tell(row.number, finder.label("art"), codes["art"], expected)
        if codes["funksjon"]:
            expected = function_fault(codes["funksjon"])
            if expected is not None:
                label = finder.label("funksjon")
                self.tell(row.number, label, codes["funksjon"], expected)
        return codes

    def vouchers(self) -> Iterator[Voucher]:
        """The vouchers; one that should be in balance and is not is a fault."""
        source = self.profile.booking.source or ""
        for (series, year, number), lines in self._lines.items():
            day, _ = self._days[series, year, number]
            voucher = Voucher(source, series, year, number, day, tuple(lines))
            if self.profile.booking.vouchers == "balanced" and voucher.total:
                self.tell(
                    lines[0].row,
                    None,
                    show(voucher.total, SOURCE_LANGUAGE),
                    Text("Bilag {number} skal gå i null.", number=number),
                    voucher.total,
                )
            yield voucher


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else f"{cell:f}"
