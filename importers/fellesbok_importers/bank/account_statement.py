"""Bank statements (*kontoutskrift*) → one transaction for each payment, and balances.

    2018-03-05 * "Sørvik kommune" "Faktura" ^krav-nordvik-2018-0001
      kilde: "bank/86011117947/20180305-77"
      bilag: "bank-86011117947-20180305-77"
      avtrykk: "0f3a…"
      kid: "201800018"
      krav: "nordvik-2018-0001"
      Assets:Bank              1000.00 NOK
      Assets:Krav:Sørvik:IKT  -1000.00 NOK

What names one claim or one of our references goes there; the rest stands on an account
of its own, with what speaks for one or the other, until a person has decided.  The
bank's own reference tells whether a payment has come before.  A batch that a notice has
split and a statement has not is the same money, and is not booked twice.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.bank.balances import Balances
from fellesbok_importers.bank.booking import BankBooks
from fellesbok_importers.bank.booking import Made
from fellesbok_importers.bank.reconciliation import controls
from fellesbok_importers.bank.suggest import find_predictor
from fellesbok_importers.document_outcome import Outcome
from fellesbok_importers.documents.camt import KINDS
from fellesbok_importers.documents.camt import account_numbers
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.documents.ocr_giro import looks_like_ocr_giro
from fellesbok_importers.documents.ocr_giro import ocr_accounts
from fellesbok_importers.documents.ocr_giro import read_ocr_giro
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.bank_table import read_table
from fellesbok_importers.rows.recognition import fits_table
from fellesbok_importers.vouchers.profile_importer import ProfileImporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beangulp import importer

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.bank.doubles import Answer
    from fellesbok_importers.bank.suggest import Predictor
    from fellesbok_importers.documents.statements import Statement
    from fellesbok_importers.profiles import Profile

MOST_HEAD_BYTES = 4096


class BankImporter(ProfileImporter):
    """The bank accounts of one host, read from camt.053, 054 and 052 and OCR giro."""

    kind = "bank"

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Know the profile (and its name) and the agreements.

        ``accounts`` are the accounts in the books by their numbers at the bank.

        Raises:
            RejectedError: The profile names no bank account.
        """
        if profile.bank is None or not profile.bank.accounts:
            text = Text("Profilen skal ha minst én bankkonto under bank.accounts.")
            raise RejectedError.of(name, text, column="bank.accounts")
        super().__init__(name, profile, agreement)
        self._suspense = profile.bank.suspense
        self.accounts = {a.number: a.account for a in profile.bank.accounts}
        self._read: tuple[object, Sequence[Statement]] | None = None
        self.doubles: Answer | None = None
        self.find_predictor: Callable[[], Predictor | None] = find_predictor

    @property
    def meaning(self) -> tuple[object, ...]:
        """All that decides what becomes of a document in a form of the bank's own."""
        host = self.profile.booking.host
        return host, self._suspense, tuple(sorted(self.accounts.items()))

    def identify(self, filepath: str) -> bool:
        """Whether the file is of one of these accounts, as far as it can be read."""
        path = Path(filepath)
        if not looks_like_bank(path):
            return fits_table(filepath, self.profile) and self._has_ours(filepath)
        try:
            numbers = numbers_of(path) - {""}
        except RejectedError:
            return True  # whoever reads it is told what is wrong
        return not numbers or bool(numbers & self.accounts.keys())

    def account(self, filepath: str) -> str:
        """The first account in the books that the file is about."""
        statements = self._statements(filepath)
        ours = [self.accounts.get(statement.account) for statement in statements]
        return next(filter(None, ours), next(iter(self.accounts.values())))

    def date(self, filepath: str) -> date | None:
        """The last day of the document, by which it is filed."""
        return _last_day(self._statements(filepath))

    def filename(self, filepath: str) -> str:
        """The document's own name."""
        return Path(filepath).name

    def extract(self, filepath: str, existing: list[Entry]) -> list[Entry]:
        """Transactions and balances of these accounts.

        Raises:
            RejectedError: The document cannot be trusted, or is of another account.
        """
        found = self.outcome(filepath, existing)
        return [*found.entries, *found.reversals]

    def outcome(self, filepath: str, existing: Entries) -> Outcome:
        """What becomes of a statement in those books.

        Raises:
            RejectedError: The document cannot be trusted, or is of another account.
        """
        path = Path(filepath)
        statements = self._statements(filepath)
        ours = [s for s in statements if s.account in self.accounts]
        others = [s for s in statements if s.account not in self.accounts]
        self._check_accounts(ours, others, filepath)
        booked = [statement for statement in ours if not statement.is_preliminary]
        bank = BankBooks(
            self.agreement,
            self.profile.booking.host or "",
            self.accounts,
            self._suspense,
        )
        made = Made(bank, path, existing, booked, self.doubles)
        for statement in booked:
            made.statement(statement)
        balances = Balances(booked, self.accounts, path)
        if faults := [*made.faults, *made.known.faults, *balances.faults]:
            raise RejectedError(faults)
        notices = made.suggest(self.find_predictor)
        entries = (*made.entries, *balances.entries)
        return Outcome(
            entries,
            _last_day(booked),
            notices=notices,
            asked=tuple(
                Fault(filepath, double.payments[0].row, None, "", double.told(None))
                for double in made.asked
            ),
            reversals=tuple(made.known.reversals(filepath)),
            controls=tuple(controls(ours, entries, self.agreement, self._suspense)),
            findings=(
                *made.findings,
                *made.known.findings(),
                *(remark for statement in ours for remark in statement.remarks),
                *_others(others),
            ),
        )

    def _statements(self, filepath: str) -> Sequence[Statement]:
        """What the document says; the last one read is remembered until it changes."""
        path = Path(filepath)
        stamp = filepath, path.stat().st_mtime_ns, path.stat().st_size
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, self._statements_of(path)
        return self._read[1]

    def _statements_of(self, path: Path) -> Sequence[Statement]:
        """What the document says, in whichever form it is."""
        if looks_like_ocr_giro(path):
            return read_ocr_giro(path)
        if not looks_like_camt(path) and fits_table(str(path), self.profile):
            return read_table(str(path), self.profile)
        return read_statements(path, self.accounts)

    def _has_ours(self, filepath: str) -> bool:
        """Whether a table is of one of these accounts, as far as it can be read."""
        try:
            statements = self._statements(filepath)
        except RejectedError:
            return True  # whoever reads it is told what is wrong
        return any(statement.account in self.accounts for statement in statements)

    def _check_accounts(
        self, ours: Sequence[Statement], others: Sequence[Statement], path: str
    ) -> None:
        """The document is of an account of ours, and in the currency of the books."""
        text = Text("Filen gjelder en annen konto enn den som leses inn.")
        faults = [
            Fault(path, statement.row, "Acct/Id", statement.account, text)
            for statement in ([] if ours else others)
        ]
        currency = self.agreement.currency
        text = Text("Bøkene føres i {currency}.", currency=currency)
        faults += [
            Fault(path, statement.row, "Acct/Ccy", statement.currency, text)
            for statement in ours
            if statement.currency != currency
        ]
        if faults:
            raise RejectedError(faults)


def without_alike(
    importers: Sequence[importer.Importer], path: Path
) -> list[importer.Importer]:
    """The importers of a document, of bank profiles that read it alike the first.

    A profile for the bank's table and another for its own form are of one account; what
    is in that form is the same for both.
    """
    found: list[importer.Importer] = []
    read: set[object] = set()
    in_own_form = looks_like_bank(path)
    for one in sorted(importers, key=_is_for_tables):
        if in_own_form and isinstance(one, BankImporter):
            if one.meaning in read:
                continue
            read.add(one.meaning)
        found.append(one)
    return found


def _is_for_tables(one: importer.Importer) -> bool:
    bank = one.profile.bank if isinstance(one, BankImporter) else None
    return bank is not None and bank.columns is not None


def _others(statements: Sequence[Statement]) -> Iterator[Text]:
    """The accounts of a document that no profile names: told of, and not read."""
    for number in dict.fromkeys(statement.account for statement in statements):
        payments = [p for s in statements if s.account == number for p in s.payments]
        yield Text(
            "Filen har også konto {number}, som profilen ikke nevner: {count} poster,"
            " til sammen {amount} {currency}, er ikke lest.",
            number=number,
            count=len(payments),
            amount=sum((payment.amount for payment in payments), Decimal("0.00")),
            currency=next(s.currency for s in statements if s.account == number),
        )


def looks_like_bank(path: Path) -> bool:
    """Whether a file is a bank's, in a form of its own."""
    return looks_like_ocr_giro(path) or looks_like_camt(path)


def numbers_of(path: Path) -> set[str]:
    """The accounts that a bank's document is about.

    Raises:
        RejectedError: The document cannot be trusted.
    """
    return ocr_accounts(path) if looks_like_ocr_giro(path) else account_numbers(path)


def looks_like_camt(path: Path) -> bool:
    """Whether the head of a file is that of a statement, a notice or a report.

    Banks send them by any name, and in any of the encodings of XML.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(MOST_HEAD_BYTES).replace(b"\0", b"")
    is_xml = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    return is_xml and any(kind.encode() in head for kind in KINDS.values())


def _last_day(statements: Sequence[Statement]) -> date | None:
    days = [
        day
        for statement in statements
        for day in (
            *(payment.day for payment in statement.payments),
            *((statement.closing[0],) if statement.closing else ()),
        )
    ]
    return max(days, default=None)
