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

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import amount
from beancount.core import data
from beangulp import importer

from fellesbok.messages import Text
from fellesbok_importers.bank_control import controls
from fellesbok_importers.bank_control import findings
from fellesbok_importers.bank_matching import BATCH
from fellesbok_importers.bank_matching import UNDECIDED
from fellesbok_importers.bank_matching import Known
from fellesbok_importers.bank_matching import fingerprint_of
from fellesbok_importers.bank_matching import source_of
from fellesbok_importers.bills import Bills
from fellesbok_importers.camt import KINDS
from fellesbok_importers.camt import account_numbers
from fellesbok_importers.camt import read_statements
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.identity import FINGERPRINT
from fellesbok_importers.identity import SOURCE
from fellesbok_importers.identity import VOUCHER
from fellesbok_importers.identity import mark_known
from fellesbok_importers.open_claims import CLAIM
from fellesbok_importers.open_claims import KID
from fellesbok_importers.open_claims import open_claims
from fellesbok_importers.outcome import Outcome
from fellesbok_importers.payments import Payable
from fellesbok_importers.suggest import find_predictor
from fellesbok_importers.suggest import not_installed
from fellesbok_importers.suggest import suggestions

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok_importers.camt import Payment
    from fellesbok_importers.camt import Statement
    from fellesbok_importers.payments import Placed
    from fellesbok_importers.profile import Profile
    from fellesbok_importers.suggest import Predictor

SUGGESTION = "forslag"
NO_TEXT = "Uten tekst"
MOST_HEAD_BYTES = 4096


class BankImporter(importer.Importer):
    """The bank accounts of one host, read from camt.053 and camt.054."""

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Know the profile (and its name) and the agreements.

        ``accounts`` are the accounts in the books by their numbers at the bank.

        Raises:
            RejectedError: The profile names no bank account.
        """
        if profile.bank is None or not profile.bank.accounts:
            text = Text("Profilen skal ha minst én bankkonto under bank.accounts.")
            raise RejectedError([Fault(name, None, "bank.accounts", "", text)])
        self._name = name
        self.profile = profile
        self.agreement = agreement
        self._suspense = profile.bank.suspense
        self.accounts = {a.number: a.account for a in profile.bank.accounts}
        self._read: tuple[object, Sequence[Statement]] | None = None
        self.find_predictor: Callable[[], Predictor | None] = find_predictor

    @property
    def name(self) -> str:
        """What people choose it by."""
        return f"bank.{self._name}"

    def identify(self, filepath: str) -> bool:
        """Whether the file is of one of these accounts, as far as it can be read."""
        if not looks_like_camt(Path(filepath)):
            return False
        try:
            numbers = account_numbers(Path(filepath)) - {""}
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

    def extract(self, filepath: str, existing: data.Directives) -> data.Directives:
        """Transactions and balances of these accounts.

        Raises:
            RejectedError: The document cannot be trusted, or is of another account.
        """
        found = self.outcome(filepath, existing)
        return [*found.entries, *found.reversals]

    def deduplicate(self, entries: data.Directives, existing: data.Directives) -> None:
        """Mark payments that the books have; amount and date do not count."""
        mark_known(entries, existing)

    def outcome(self, filepath: str, existing: Sequence[data.Directive]) -> Outcome:
        """What becomes of a statement in those books.

        Raises:
            RejectedError: The document cannot be trusted, or is of another account.
        """
        path = Path(filepath)
        statements = self._statements(filepath)
        self._check_accounts(statements, filepath)
        made = _Made(self, path, existing, statements)
        for statement in statements:
            made.statement(statement)
        if faults := [*made.faults, *made.known.faults]:
            raise RejectedError(faults)
        day = _last_day(statements)
        if day is None:
            text = Text("Filen har ingenting som kan føres.")
            raise RejectedError([Fault(filepath, None, None, "", text)])
        notices = made.suggest(self.find_predictor)
        return Outcome(
            tuple(made.entries),
            day,
            notices=notices,
            reversals=tuple(made.known.reversals(filepath)),
            controls=tuple(
                controls(statements, made.entries, self.agreement, self.suspense)
            ),
            findings=(*made.findings, *made.known.findings()),
        )

    def _statements(self, filepath: str) -> Sequence[Statement]:
        """What the document says; the last one read is remembered until it changes."""
        path = Path(filepath)
        stamp = filepath, path.stat().st_mtime_ns, path.stat().st_size
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, read_statements(path)
        return self._read[1]

    @property
    def suspense(self) -> str:
        """Where money stands whose purpose nobody knows."""
        return self._suspense

    def _check_accounts(self, statements: Sequence[Statement], path: str) -> None:
        text = Text("Filen gjelder en annen konto enn den som leses inn.")
        faults = [
            Fault(path, statement.row, "Acct/Id", statement.account, text)
            for statement in statements
            if statement.account not in self.accounts
        ]
        ours = self.agreement.currency
        text = Text("Bøkene føres i {currency}.", currency=ours)
        faults += [
            Fault(path, statement.row, "Acct/Ccy", statement.currency, text)
            for statement in statements
            if statement.currency != ours
        ]
        if faults:
            raise RejectedError(faults)


class _Made:
    """What is made of a document, statement by statement."""

    def __init__(
        self,
        bank: BankImporter,
        path: Path,
        existing: Sequence[data.Directive],
        statements: Sequence[Statement],
    ) -> None:
        self._bank = bank
        self._path = path
        self._existing = existing
        self.known = Known(existing, statements, bank.accounts)
        claims = open_claims(existing, bank.agreement, without=self.known.changed)
        host = bank.profile.booking.host or ""
        self._payable = Payable(claims, bank.agreement, host)
        self._bills = Bills(self.known.standing)
        self.entries: list[data.Directive] = []
        self.findings: list[Text] = []
        self.faults: list[Fault] = []
        self._made: dict[str, data.Transaction] = {}

    def statement(self, statement: Statement) -> None:
        """The payments and the closing balance of one account and period."""
        account = self._bank.accounts[statement.account]
        before = [*self._existing, *self._made.values()]
        new = []
        for payment in statement.payments:
            known = self.known.as_booked(statement, payment, str(self._path))
            if known is not None:
                self.entries += known
                continue
            source = source_of(statement.account, payment.reference)
            if source in self._made:
                self._again(statement, payment, self._made[source])
                continue
            entry = self._transaction(payment, account, statement.account)
            self._made[source] = entry
            self.entries.append(entry)
            if source not in self.known.changed:
                new.append(entry)
        self.findings += findings(statement, account, before, new)
        self.entries += _balances(statement, account, self._path)

    def suggest(self, find: Callable[[], Predictor | None]) -> tuple[Text, ...]:
        """Suggest accounts for what stands on suspense; what to tell of that once."""
        waiting: dict[str, list[data.Transaction]] = {}
        for entry in self._made.values():
            if entry.flag == UNDECIDED and SUGGESTION not in entry.meta:
                waiting.setdefault(entry.postings[0].account, []).append(entry)
        if not waiting:
            return ()
        predictor = find()
        if predictor is None:
            return (not_installed(),)
        agreement = self._bank.agreement
        for account, entries in waiting.items():
            found = suggestions(entries, self._existing, account, agreement, predictor)
            for entry in entries:
                if (text := found.get(entry.meta[SOURCE])) is not None:
                    entry.meta[SUGGESTION] = str(text)
        return ()

    def _again(
        self, statement: Statement, payment: Payment, earlier: data.Transaction
    ) -> None:
        """The same reference in another statement of the file: the same payment."""
        if earlier.meta[FINGERPRINT] != fingerprint_of(statement.account, payment):
            text = Text("Bankens referanse står på to ulike betalinger i filen.")
            path, found = str(self._path), payment.reference
            self.faults.append(Fault(path, payment.row, "AcctSvcrRef", found, text))

    def _transaction(
        self, payment: Payment, account: str, number: str
    ) -> data.Transaction:
        placed = self._payable.place(payment)
        if placed.account is None and placed.suggestion is None:
            placed = replace(placed, suggestion=self._bills.suggestion(payment))
        if placed.finding is not None:
            self.findings.append(placed.finding)
        units = amount.Amount(payment.amount, payment.currency)
        other = placed.account or self._bank.suspense
        meta = _meta(payment, placed, number)
        claim = placed.claim
        return data.Transaction(
            data.new_metadata(str(self._path), payment.row, meta),
            payment.day,
            "*" if placed.account is not None else UNDECIDED,
            payment.payee or None,
            payment.text or (f"KID {payment.kid}" if payment.kid else NO_TEXT),
            frozenset(),
            frozenset() if claim is None else frozenset({claim.link}),
            [
                data.Posting(account, units, None, None, None, None),
                data.Posting(other, -units, None, None, None, None),
            ],
        )


def _meta(payment: Payment, placed: Placed, number: str) -> dict[str, Any]:
    """What the books keep of a payment beside its amount."""
    source = source_of(number, payment.reference)
    meta: dict[str, Any] = {
        SOURCE: source,
        VOUCHER: source.replace("/", "-"),
        FINGERPRINT: fingerprint_of(number, payment),
    }
    if payment.batch:
        meta[BATCH] = source_of(number, payment.batch)
    if payment.kid:
        meta[KID] = payment.kid
    if placed.claim is not None:
        meta[CLAIM] = placed.claim.id
    if placed.suggestion is not None:
        meta[SUGGESTION] = str(placed.suggestion)
    return meta


def looks_like_camt(path: Path) -> bool:
    """Whether the head of a file is that of a statement or a notice."""
    if path.suffix.lower() != ".xml" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(MOST_HEAD_BYTES)
    return any(kind.encode() in head for kind in KINDS.values())


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


def _balances(statement: Statement, account: str, path: Path) -> Iterator[data.Balance]:
    """The closing balance, as it is when the next day begins."""
    if statement.closing is None:
        return
    day, value = statement.closing
    yield data.Balance(
        data.new_metadata(str(path), statement.row),
        day + timedelta(days=1),
        account,
        amount.Amount(value, statement.currency),
        None,
        None,
    )
