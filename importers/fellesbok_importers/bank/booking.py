"""The payments of a document → transactions, held against the books one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KID
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.bank.alike import BATCH
from fellesbok_importers.bank.alike import UNDECIDED
from fellesbok_importers.bank.alike import last_balance
from fellesbok_importers.bank.alike import source_of
from fellesbok_importers.bank.alike import sum_on
from fellesbok_importers.bank.balances import opening_entry
from fellesbok_importers.bank.bills import Bills
from fellesbok_importers.bank.doubles import Doubles
from fellesbok_importers.bank.doubles import answered
from fellesbok_importers.bank.matching import Known
from fellesbok_importers.bank.matching import fingerprint_of
from fellesbok_importers.bank.open_claims import open_claims
from fellesbok_importers.bank.payments import Payable
from fellesbok_importers.bank.reconciliation import findings
from fellesbok_importers.bank.suggest import SUGGESTION
from fellesbok_importers.bank.suggest import not_installed
from fellesbok_importers.bank.suggest import suggestions
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.vouchers.identity import FINGERPRINT

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from beancount.core import data

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.bank.doubles import Answer
    from fellesbok_importers.bank.doubles import Double
    from fellesbok_importers.bank.payments import Placed
    from fellesbok_importers.bank.suggest import Predictor
    from fellesbok_importers.documents.statements import Payment
    from fellesbok_importers.documents.statements import Statement

NO_TEXT = "Uten tekst"


@frozen
class BankBooks:
    """Where the payments of one host's bank are booked.

    Attributes:
        agreement: Whose claims can be paid.
        host: The slug of whose bank accounts they are, or nothing.
        accounts: The accounts in the books by their numbers at the bank.
        suspense: Where money stands whose purpose nobody knows.
    """

    agreement: Agreement
    host: str
    accounts: Mapping[str, str]
    suspense: str


class Made:
    """What is made of a document, statement by statement."""

    def __init__(
        self,
        bank: BankBooks,
        path: Path,
        existing: Entries,
        statements: Sequence[Statement],
        answer: Answer | None = None,
    ) -> None:
        """Know the accounts, the books, and the whole document.

        ``answer`` is what a person says of money that the books may have already.
        """
        self._answer = answer
        self.asked: list[Double] = []
        self._taken: list[data.Transaction] = []
        self._bank = bank
        self._path = path
        self._existing = existing
        self.known = Known(existing, statements, bank.accounts)
        claims = open_claims(existing, bank.agreement, without=self.known.changed)
        self._payable = Payable(claims, bank.agreement, bank.host)
        self._bills = Bills(self.known.standing)
        self._closings = {(s.account, s.closing[1]) for s in statements if s.closing}
        self.entries: list[Entry] = []
        self.findings: list[Text] = []
        self.faults: list[Fault] = []
        self._made: dict[str, data.Transaction] = {}

    def statement(self, statement: Statement) -> None:
        """The payments of one account and period, and the balance before the first."""
        account = self._bank.accounts[statement.account]
        before = [*self._existing, *self._made.values()]
        opening = None
        follows = self._follows(statement)
        if not follows:
            suspense = self._bank.suspense
            opening = opening_entry(statement, account, suspense, before, self._path)
        if opening is not None:
            self._made[opening.meta[SOURCE]] = opening
            self.entries.append(opening)
            before.append(opening)
            self.findings.append(
                Text(
                    "Bøkene har ingenting på {account} før {day}. Inngående saldo,"
                    " {amount} kr, står på {suspense} til noen har sagt hva den er.",
                    account=account,
                    day=opening.date,
                    amount=sum_on([opening], account),
                    suspense=self._bank.suspense,
                )
            )
        self.findings += findings(statement, account, before, follows=follows)
        path = str(self._path)
        read = [
            (p, self.known.as_booked(statement, p, path)) for p in statement.payments
        ]
        doubles = self._doubles(statement, account, read, before)
        for payment, known in read:
            source = source_of(statement.account, payment.reference)
            if known is not None:
                self.entries += known
            elif source in self._made:
                self._again(statement, payment, self._made[source])
            elif payment.reference in doubles:
                self.entries += self.known.given(doubles[payment.reference])
            else:
                entry = self._transaction(payment, account, statement.account)
                entry = self._in_doubt(entry, payment)
                self._made[source] = entry
                self.entries.append(entry)

    def _in_doubt(self, entry: data.Transaction, payment: Payment) -> data.Transaction:
        """The entry, which asks its question itself where it is booked alone (Fava)."""
        for double in self.asked:
            if any(payment is one for one in double.payments):
                meta = entry.meta | {SUGGESTION: str(double.told(None))}
                return entry._replace(flag=UNDECIDED, meta=meta)
        return entry

    def _doubles(
        self,
        statement: Statement,
        account: str,
        read: Sequence[tuple[Payment, Sequence[data.Transaction] | None]],
        before: Entries,
    ) -> dict[str, Sequence[data.Transaction]]:
        """What the books have of new payments after all, by their references.

        What neither a balance nor a person has said is asked.
        """
        new = [
            payment
            for payment, known in read
            if known is None
            and source_of(statement.account, payment.reference) not in self._made
        ]
        unchanged = [
            payment
            for payment in new
            if source_of(statement.account, payment.reference) not in self.known.changed
        ]
        apart = self.known.taken_apart()
        used = [entry for _, known in read for entry in known or ()]
        used += [*apart, *self._taken]
        there = Doubles(self._existing, account, statement, used)
        doubles = list(there.of(unchanged))
        held = ZERO
        if statement.holds is not None:
            until = statement.holds[0]
            old = [self.known.standing[source] for source in self.known.changed]
            held = _held(before, account, until) - _held([*apart, *old], account, until)
            held += sum((p.amount for p in new if p.day < until), ZERO)
            held -= sum((d.amount for d in doubles if d.day < until), ZERO)
        found: dict[str, Sequence[data.Transaction]] = {}
        proved = answered(doubles, statement, held, last_balance(before, account))
        for double, proof in zip(doubles, proved, strict=True):
            answer = proof or self._answer
            self._taken += double.entries
            if answer is None:
                self.asked.append(double)
            if answer == "same" and self._takes_back(double):
                continue
            self.findings.append(double.told(answer))
            if answer == "same":
                references = (payment.reference for payment in double.payments)
                found |= dict.fromkeys(references, double.entries)
        return found

    def _takes_back(self, double: Double) -> bool:
        """Whether the document says better what nobody has decided about.

        The parts of a batch, or the KID of a payment that the books have none of.
        """
        first, entry = double.payments[0], double.entries[0]
        is_batch = len(double.payments) > 1
        if len(double.entries) > 1 or not (is_batch or first.kids) or KID in entry.meta:
            return False
        return self.known.take_back(entry, is_batch=is_batch)

    def _follows(self, statement: Statement) -> bool:
        """Whether another statement of the document ends where this one begins."""
        opening, closing = statement.opening, statement.closing
        return (
            opening is not None
            and closing is not None
            and opening[1] != closing[1]
            and (statement.account, opening[1]) in self._closings
        )

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
        other = placed.account or self._bank.suspense
        meta = _meta(payment, placed, number)
        claim = placed.claim
        return drafting.voucher(
            drafting.at(str(self._path), payment.row, meta),
            payment.day,
            payment.payee or None,
            payment.text or (f"KID {payment.kid}" if payment.kid else NO_TEXT),
            [
                drafting.posting(account, payment.amount, payment.currency),
                drafting.posting(other, -payment.amount, payment.currency),
            ],
            flag="*" if placed.account is not None else UNDECIDED,
            links=frozenset() if claim is None else frozenset({claim.link}),
        )


def _held(entries: Entries, account: str, until: date) -> Decimal:
    """What transactions before a day put on an account."""
    return sum_on(
        [entry for entry in transactions(entries) if entry.date < until],
        account,
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
        meta[ID] = placed.claim.id
    if placed.suggestion is not None:
        meta[SUGGESTION] = str(placed.suggestion)
    return meta
