"""Budgets in CSV and XLSX → Fava's budget lines, one per account and year.

    2018-01-01 custom "budget" Expenses:IKT:Ansvar-155 "yearly" 2458355.00 NOK
      kilde: "budsjett/2018/Expenses:IKT:Ansvar-155"
      rader: "2, 5, 9"

A line of the document goes to the same account as a voucher on that ansvar and art.  A
document that has a date column gives a revised budget (*revidert budsjett*) from that
date, which replaces the one before it; otherwise the budget is from 1 January.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.custom_values import AccountName
from fellesbok.entries.custom_values import custom
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import YEARLY
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.document_outcome import Outcome
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.column_schema import UNITS
from fellesbok_importers.rows.recognition import fits
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.told import left_out
from fellesbok_importers.rows.told import unread
from fellesbok_importers.rows.voucher_lines import LineReader
from fellesbok_importers.vouchers.placing import CannotPlaceError
from fellesbok_importers.vouchers.placing import Placing
from fellesbok_importers.vouchers.profile_importer import ProfileImporter

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.rows.line import Line
    from fellesbok_importers.rows.sheet import Row

Day = date  # which is a method below
ROWS = "rader"


def _account(line: Any) -> Any:  # noqa: ANN401 -- a value, as Beancount has it
    """The account that a budget line is for."""
    return line.values[0].value


@frozen
class _Sum:
    amount: Decimal
    rows: tuple[int, ...]


@frozen
class _Read:
    lines: tuple[Entry, ...]
    told: tuple[Text, ...]


class BudgetImporter(ProfileImporter):
    """Budgets of one profile, as beangulp, Fava and the shell use them."""

    kind = "budsjett"

    def identify(self, filepath: str) -> bool:
        """Whether the file has the columns that the profile names."""
        return fits(filepath, self.profile)

    def account(self, filepath: str) -> str:
        """The first account of the budget, under which the document is filed."""
        return str(_account(self._lines(filepath)[0]))

    def date(self, filepath: str) -> Day:
        """The day from which the newest line holds."""
        return max(line.date for line in self._lines(filepath))

    def extract(self, filepath: str, existing: list[Entry]) -> list[Entry]:  # noqa: ARG002 -- beangulp passes it
        """The budget lines of the document.

        Raises:
            RejectedError: Something in the document is not as it should be.
        """
        return list(self._lines(filepath))

    def outcome(self, filepath: str, existing: Entries) -> Outcome:  # noqa: ARG002 -- as the others have it
        """The budget lines, with what the document adds up to and what is left out.

        Raises:
            RejectedError: Something in the document is not as it should be.
        """
        read = self._read(filepath)
        day = max(line.date for line in read.lines)
        return Outcome(read.lines, day, controls=read.told)

    def _lines(self, path: str) -> tuple[Entry, ...]:
        return self._read(path).lines

    def _read(self, path: str) -> _Read:
        reader = LineReader(path, self.profile)
        placing = Placing(self.profile, self.agreement)
        sums: dict[tuple[Day, str], _Sum] = {}
        others: list[Line] = []
        unit = UNITS[self.profile.amounts_in]
        for row in reader.body(read_rows(path, self.profile)):
            day, line = self._day(reader, row), reader.line(row)
            if line is None or day is None:
                continue
            try:
                place = placing.place(line, day)
            except CannotPlaceError as error:
                found = error.found or getattr(line, error.column)
                reader.reject(line.row, error.column, found, error.text)
                continue
            if place is None:
                others.append(line)
            else:
                key = day, place.account
                before = sums.get(key, _Sum(ZERO, ()))
                rows = (*before.rows, line.row)
                sums[key] = _Sum(before.amount + line.amount * unit, rows)
        if not sums and not reader.faults:
            reader.reject(None, None, "", Text("Filen har ingenting som kan føres."))
        if reader.faults:
            raise RejectedError(reader.faults)
        lines = tuple(
            self._line(path, day, account, total)
            for (day, account), total in sorted(sums.items())
        )
        whole = Text(
            "Filen har {rows} linjer, til sammen {sum} kr.",
            rows=reader.rows,
            sum=(reader.debit - reader.credit) * unit,
        )
        unused = (*reader.told(), *unread(path, self.profile))
        return _Read(lines, (whole, *left_out(others, unit), *unused))

    def _day(self, reader: LineReader, row: Row) -> Day | None:
        """From when the line holds: its date, else 1 January of its year."""
        if reader.finder.has("date"):
            return reader.day(row)
        year = reader.year(row, None)
        return None if year is None else Day(year, 1, 1)

    def _line(self, path: str, day: Day, account: str, total: _Sum) -> Entry:
        source = f"{self.profile.booking.source}/{day.year}/{account}"
        meta = {SOURCE: source, ROWS: ", ".join(map(str, total.rows))}
        amount = drafting.amount(total.amount, self.agreement.currency)
        values = AccountName(account), YEARLY, amount
        return custom(BUDGET, day, values, drafting.at(path, total.rows[0], meta))
