"""A bank's table of payments (CSV or XLSX) by the columns of a profile → a statement.

What the profile does not name is not read.  Where the table has a balance on each row,
the rows must follow from one another, from the oldest or from the newest.  Rows that
are no payments, or not booked by the bank, are told of and left out.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import read_day
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import kroner_in_sheet
from fellesbok_importers.documents.numbers import read_kroner
from fellesbok_importers.documents.reference import is_kid
from fellesbok_importers.documents.statements import Payment
from fellesbok_importers.documents.statements import Statement
from fellesbok_importers.documents.statements import compact
from fellesbok_importers.documents.statements import one_word
from fellesbok_importers.documents.statements import told_apart
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.bank_columns import IN
from fellesbok_importers.rows.bank_columns import OUT
from fellesbok_importers.rows.bank_columns import Cells
from fellesbok_importers.rows.body import VALUELESS
from fellesbok_importers.rows.body import HeadingRows
from fellesbok_importers.rows.body import Width
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.body import first_written
from fellesbok_importers.rows.body import is_total
from fellesbok_importers.rows.body import without_value
from fellesbok_importers.rows.no_payments import OtherRows
from fellesbok_importers.rows.passed_by import PassedBy
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.told import unread
from fellesbok_importers.rows.told import unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.columns import Finder
    from fellesbok_importers.rows.sheet import Row

CURRENCY = "NOK"
_AMOUNTS = ("amount", "paid_in", "paid_out")
_SIDE_WORDS = frozenset(word for word in IN | OUT if len(word) > len("kr"))
"""Those that are a word for nothing else, even where only some rows have one."""


@frozen
class _Line:
    """A row that is booked: whose account it is on, and the balance after it."""

    account: str
    payment: Payment
    balance: Decimal | None


def read_table(path: str, profile: Profile) -> list[Statement]:
    """The statement of each account of a table.

    Raises:
        RejectedError: A row cannot be understood, or the balances do not follow from
            the payments; holds every fault.
    """
    reader = _Reader(path, profile)
    rows = list(read_rows(path, profile))
    reader.read(rows)
    return reader.statements()


class _Reader:
    """Reads the rows, and keeps what is wrong and what is to be told."""

    def __init__(self, path: str, profile: Profile) -> None:
        self._path = path
        self._profile = profile
        self._faults: list[Fault] = []
        self._lines: list[_Line] = []
        self._others = OtherRows(path)
        self._passed_by = PassedBy()
        self._finder: Finder | None = None
        self._has_minus = False

    def read(self, rows: Sequence[Row]) -> None:
        """All the rows of the table."""
        gathered = HeadingRows(self._profile.file)
        lines = [row for row in rows if not gathered.takes(row)]
        headings = gathered.headings()
        cells = Cells(self._path, self._profile, headings, self._faults)
        if self._faults:
            return
        finder = self._finder = cells.unread(self._profile, headings)
        out_signs: dict[bool, tuple[int, Decimal]] = {}
        width: Width | None = None
        for row in lines:
            if headings.is_again(row) or not any(map(filled, row.cells)):
                continue
            width = width or Width.of(headings, row)
            wrong = width.wrong_with(row, self._profile.file)
            if wrong is not None:
                self._reject(row.number, None, *wrong)
                continue
            valueless = list(without_value(row, cells))
            if is_total(row, self._profile.file.total_word, [cells.places["date"]]):
                stated = {} if valueless else self._amounts(cells, row)
                self._faults += self._others.total(row, stated)
                continue
            for name, found in valueless:
                self._reject(row.number, cells.label(name), found, VALUELESS)
            if not valueless:
                self._passed_by.note(row, finder)
                out = self._number(cells, row, "paid_out")
                if out:
                    out_signs.setdefault(out > 0, (row.number, out))
                self._row(cells, row)
        self._ask(finder)
        self._ask_status(cells)
        if len(out_signs) > 1:
            (first, _), (other, amount) = out_signs.values()
            text = Text(
                "Beløp ut står både med og uten minus (slik som i rad {row}); da vet"
                " ingen hva som er ut.",
                row=first,
            )
            said = show(amount, SOURCE_LANGUAGE)
            self._reject(other, cells.label("paid_out"), said, text)

    def _ask(self, finder: Finder) -> None:
        """What a column that nobody reads says of the amounts is asked.

        Where some amount has a minus, the others say by that which way they go.
        """
        sides = frozenset() if self._has_minus else _SIDE_WORDS
        for row, column, found, text in self._passed_by.asked(finder, sides):
            if found not in IN | OUT or not self._has_minus:
                self._reject(row, column, found, text)

    def _ask_status(self, cells: Cells) -> None:
        """A row that says nothing of its status, where others do, is refused."""
        text = Text("Her skal det stå om posten er bokført, slik som på andre rader.")
        for row in self._others.without_status():
            self._reject(row, cells.label("status"), "", text)

    def statements(self) -> list[Statement]:
        """What was read.

        Raises:
            RejectedError: Something is wrong; holds every fault.
        """
        found: list[Statement] = []
        for number in dict.fromkeys(line.account for line in self._lines):
            lines = [line for line in self._lines if line.account == number]
            found.append(self._statement(number, lines, first=not found))
        if not found and not self._faults:
            number = self._own_number()
            found.append(
                Statement("", number, CURRENCY, None, None, (), 1, remarks=self._told())
            )
        if self._faults:
            raise RejectedError(self._faults)
        return found

    def _row(self, cells: Cells, row: Row) -> None:
        """One row: a payment, or one that the bank has not booked."""
        booked = self._profile.bank.booked if self._profile.bank else None
        has_day = bool(cells.text(row, "date"))
        status = cells.text(row, "status")
        is_said = booked and (status or (has_day and "status" in cells.places))
        if is_said and not self._others.is_booked(row, status, str(booked)):
            self._others.wait(self._value(cells, row) or ZERO)
            return
        if not has_day:
            words = cells.text(row, "text") or cells.text(row, "name")
            left_out = _value_of(self._amounts(cells, row))
            self._others.leave(row.number, words or first_written(row)[1], left_out)
            return
        value = self._value(cells, row)
        day = self._day(cells, row)
        currency = cells.text(row, "currency")
        if currency and currency != CURRENCY:
            text = Text("Kontoen føres i {currency}.", currency=CURRENCY)
            self._reject(row.number, cells.label("currency"), currency, text)
        if "currency" in cells.places:
            self._others.in_currency(row.number, currency)
        if day is None or value is None:
            return
        own, other = ("to_account", "from_account")[:: 1 if value > 0 else -1]
        account = cells.text(row, "own_account") or cells.text(row, own)
        name = cells.text(row, "payer" if value > 0 else "payee")
        written = "".join(cells.text(row, "kid").split())
        kids = (written,) if is_kid(written) else ()
        said = [cells.text(row, "text"), "" if kids else cells.text(row, "kid")]
        payment = Payment(
            day=day,
            amount=value,
            currency=CURRENCY,
            reference=one_word(cells.text(row, "reference")),
            batch="",
            payee=name or cells.text(row, "name"),
            payee_account=compact(cells.text(row, other)),
            text=" ".join(dict.fromkeys(filter(None, said))),
            kids=kids,
            is_returned=False,
            row=row.number,
        )
        balance = self._number(cells, row, "balance")
        number = compact(account) or self._own_number()
        self._lines.append(_Line(number, payment, balance))

    def _own_number(self) -> str:
        """The account of a table that does not name it: the one of the profile."""
        accounts = self._profile.bank.accounts if self._profile.bank else []
        if len(accounts) == 1:
            return accounts[0].number
        text = Text(
            "Filen sier ikke hvilken konto den er for, og profilen har flere. Lag en"
            " profil for hver konto, eller oppgi own_account."
        )
        if not any(fault.expected == text for fault in self._faults):
            self._reject(None, None, "", text)
        return ""

    def _value(self, cells: Cells, row: Row) -> Decimal | None:
        """What the row puts on the account; money out stands with minus or without."""
        before = len(self._faults)
        amounts = self._amounts(cells, row)
        if len(self._faults) > before:
            return None
        if not amounts:
            self._reject(row.number, None, "", Text("Raden har ikke noe beløp."))
            return None
        if amounts.get("paid_in") and amounts.get("paid_out"):
            text = Text("Raden har både beløp inn og beløp ut.")
            found = f"{amounts['paid_in']} / {amounts['paid_out']}"
            self._reject(row.number, None, found, text)
            return None
        self._others.add(amounts)
        return _value_of(amounts)

    def _amounts(self, cells: Cells, row: Row) -> dict[str, Decimal]:
        """What stands in each of the columns of amounts; balances are no amounts."""
        found = {name: self._number(cells, row, name) for name in _AMOUNTS}
        whole = found["amount"]
        self._has_minus |= whole is not None and whole < 0
        if whole and "side" in cells.places and cells.text(row, "date"):
            written = cells.text(row, "side").casefold().rstrip(".")
            if whole < 0 or written not in IN | OUT:
                text = Text(
                    "Her skal det stå om beløpet er inn eller ut, og beløpet skal være"
                    " uten minus."
                )
                self._reject(row.number, cells.label("side"), written, text)
            found["amount"] = whole if written in IN else -whole
        return {name: value for name, value in found.items() if value is not None}

    def _number(self, cells: Cells, row: Row, name: str) -> Decimal | None:
        cell = cells.cell(row, name)
        try:
            if isinstance(cell, Decimal):
                return kroner_in_sheet(cell)
            return (
                read_kroner(cell, self._profile.decimal_sign) if cell.strip() else None
            )
        except NotANumberError as error:
            label, found = cells.label(name), str(cell)
            fault = Fault(self._path, row.number, label, found, error.text)
            self._faults += [] if fault in self._faults else [fault]
            return None

    def _day(self, cells: Cells, row: Row) -> date | None:
        cell = cells.cell(row, "date")
        try:
            return read_day(cell, self._profile.date_form)
        except NotADateError as error:
            self._reject(row.number, cells.label("date"), str(cell), error.text)
            return None

    def _statement(
        self, number: str, lines: Sequence[_Line], *, first: bool
    ) -> Statement:
        """The payments of an account, from the oldest, and the balances around them."""
        lines = self._oldest_first(lines)
        payments = told_apart(line.payment for line in lines)
        opening = closing = holds = None
        start, end = lines[0], lines[-1]
        if start.balance is not None and end.balance is not None:
            opening = start.payment.day, start.balance - start.payment.amount
            closing = end.payment.day, end.balance
            holds = _held_at(lines, end.payment.day)
        return Statement(
            "",
            number,
            CURRENCY,
            opening,
            closing,
            payments,
            lines[0].payment.row,
            holds,
            remarks=self._told() if first else (),
        )

    def _oldest_first(self, lines: Sequence[_Line]) -> Sequence[_Line]:
        """The rows from the oldest: as their balances say, or else their days."""
        turned = lines[::-1]
        held = [line for line in lines if line.balance is not None]
        if len(held) < len(lines):
            for line in lines if held else ():
                if line.balance is None:
                    text = Text("Raden mangler saldo, og de andre har.")
                    self._reject(line.payment.row, None, "", text)
            is_turned = lines[0].payment.day > lines[-1].payment.day
            return turned if is_turned else lines
        for order in (lines, turned):
            if all(_follows(before, after) for before, after in pairwise(order)):
                return order
        is_turned = lines[0].payment.day > lines[-1].payment.day
        order = turned if is_turned else lines
        for before, after in pairwise(order):
            if not _follows(before, after):
                value = (before.balance or ZERO) + after.payment.amount
                off = (after.balance or ZERO) - value
                text = Text("Saldoen før og beløpet skal bli saldoen på raden.")
                found = str(after.balance)
                fault = Fault(self._path, after.payment.row, None, found, text, off)
                self._faults.append(fault)
        return order

    def _told(self) -> tuple[Text, ...]:
        names = self._passed_by.named(self._finder) if self._finder else ()
        sheets = unread(self._path, self._profile)
        others = *self._others.told(), *self._without_minus()
        return (*others, *sheets, *unused([*names]))

    def _without_minus(self) -> Iterator[Text]:
        """That no amount says it is money out, and no balance that none is."""
        columns = self._profile.bank.columns if self._profile.bank else None
        if columns is None or columns.amount is None or columns.side is not None:
            return
        values = [line.payment.amount for line in self._lines if line.balance is None]
        if len(values) > 1 and not self._has_minus:
            yield Text(
                "Ingen av beløpene har minus: alle leses som penger inn ({sum} kr).",
                sum=sum(values, ZERO),
            )

    def _reject(
        self, row: int | None, column: str | None, found: str, expected: Text
    ) -> None:
        self._faults.append(Fault(self._path, row, column, found, expected))


def _value_of(amounts: Mapping[str, Decimal]) -> Decimal | None:
    """What is put on the account; money out stands with minus or without."""
    if not amounts:
        return None
    whole, into, out = (amounts.get(name, ZERO) for name in _AMOUNTS)
    return whole + into - abs(out)


def _follows(before: _Line, after: _Line) -> bool:
    """Whether the balance of a row is that of the row before, and its own payment."""
    if before.balance is None or after.balance is None:
        return False
    return before.balance + after.payment.amount == after.balance


def _held_at(lines: Sequence[_Line], last: date) -> tuple[date, Decimal] | None:
    """The balance as the last day begins, which more payments cannot change.

    None where the table has no day before it, or is not in the order of its days.
    """
    days = [line.payment.day for line in lines]
    before = [line.balance for line in lines if line.payment.day < last]
    if not before or before[-1] is None or days != sorted(days):
        return None
    return last, before[-1]
