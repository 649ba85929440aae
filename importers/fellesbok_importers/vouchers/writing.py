"""Lines of an export → vouchers of many lines, or every fault in the file.

The room knows neither agreements nor Beancount.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.voucher_lines import LineReader
from fellesbok_importers.vouchers.signed import SignedVouchers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.line import Line
    from fellesbok_importers.rows.sheet import Row
    from fellesbok_importers.vouchers.signed import Signed

_NUMBER = re.compile(r"[^\"\\]{1,30}")
_ESCAPED = re.compile(r"[ /]|%(?=[0-9A-F]{2})")
FINGERPRINT = 16

Key = tuple[str, int, str]
"""Series, year and number: what tells one voucher of an export from another."""


@frozen
class Voucher:
    """A voucher (*bilag*): who numbered and signed it, when, and its lines."""

    source: str
    series: str
    year: int
    number: str
    day: date
    lines: tuple[Line, ...]
    signed: tuple[Signed, ...] = ()

    @property
    def identity(self) -> str:
        """What no other voucher has: source, series, year and number.

        A slash or a space inside a series or a number is written as in an address
        (``2021%2F1``), so that two vouchers never become one.
        """
        series, number = escaped(self.series), escaped(self.number)
        return f"{self.source}/{series}/{self.year}/{number}"

    @property
    def total(self) -> Decimal:
        """The sum of its lines; nought where the voucher is whole."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def fingerprint(self) -> str:
        """A short digest of what the export says, rows and who signed left out."""
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
                    *(part for part in (line.account_class, line.kind) if part),
                )
            )
            for line in self.lines
        )
        said = "\x1e".join([self.identity, self.day.isoformat(), *lines])
        return hashlib.sha256(said.encode()).hexdigest()[:FINGERPRINT]


@frozen
class VoucherFile:
    """All that an export holds, with what the file itself adds up to."""

    path: str
    vouchers: tuple[Voucher, ...]
    debit: Decimal
    credit: Decimal
    rows: int
    told: tuple[Text, ...] = ()


def escaped(name: str) -> str:
    """A series or number in which nothing can be taken for what parts them."""
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", name)


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
    reader = LineReader(path, profile)
    grouped = _Grouped(reader)
    for row in reader.body(rows):
        grouped.add(row)
    vouchers = tuple(grouped.vouchers())
    if not vouchers and not reader.faults:
        reader.reject(None, None, "", Text("Filen har ingenting som kan føres."))
    if reader.faults:
        raise RejectedError(reader.faults)
    sums = reader.debit, reader.credit, reader.rows
    return VoucherFile(path, vouchers, *sums, reader.told())


class _Grouped:
    """Lines by the voucher that they are of."""

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader
        self._lines: dict[Key, list[Line]] = defaultdict(list)
        self._days: dict[Key, tuple[date, int]] = {}
        self._signed = SignedVouchers(reader)

    def add(self, row: Row) -> None:
        """Read one line; what is wrong with it is noted, all of it."""
        reader = self._reader
        number = self._number(row)
        day = reader.day(row)
        year = reader.year(row, day)
        line = reader.line(row)
        if line is None or day is None or year is None or not number:
            return
        series = reader.finder.text(row, "series")
        key = series or reader.profile.booking.series or "", year, number
        first_day, first_row = self._days.setdefault(key, (day, row.number))
        if first_day != day:
            expected = Text(
                "Bilag {number} har datoen {day} på rad {row}. Et nummer brukes én"
                " gang.",
                number=number,
                day=first_day,
                row=first_row,
            )
            label = reader.finder.label("date")
            reader.reject(row.number, label, show(day, SOURCE_LANGUAGE), expected)
        self._lines[key].append(line)
        self._signed.note(key, row)

    def _number(self, row: Row) -> str:
        finder = self._reader.finder
        number = finder.text(row, "voucher")
        if _NUMBER.fullmatch(number):
            return number
        text = Text("Her skal det stå et bilagsnummer, uten anførselstegn.")
        if not number and not self._reader.profile.file.blank_repeats:
            text = Text(
                "Her skal det stå et bilagsnummer. Står det bare på første linje av"
                " bilaget, skriv file.blank_repeats: [voucher, date] i profilen."
            )
        self._reader.reject(row.number, finder.label("voucher"), number, text)
        return ""

    def vouchers(self) -> Iterator[Voucher]:
        """The vouchers; one that should be in balance and is not is a fault."""
        booking = self._reader.profile.booking
        for (series, year, number), lines in self._lines.items():
            day, _ = self._days[series, year, number]
            source = booking.source or ""
            signed = self._signed.of((series, year, number))
            voucher = Voucher(source, series, year, number, day, tuple(lines), signed)
            if booking.vouchers == "balanced" and voucher.total:
                self._reader.reject(
                    lines[0].row,
                    None,
                    show(voucher.total, SOURCE_LANGUAGE),
                    Text("Bilag {number} skal gå i null.", number=number),
                    voucher.total,
                )
            yield voucher
