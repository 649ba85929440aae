"""Which payments the books have already, by the bank's own references (*gjenkjenning*).

A notice (camt.054) names every payment of a batch, and the statement (camt.053) of the
same day often only the batch.  They are the same money: the parts stand, whichever came
first, and a batch that was booked whole, and that nobody has decided about, is taken
back when its parts come.  What a person has decided stands.  The batch is held against
the books before the references of its payments: those may be the batch's own, and come
in another order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok_importers.bank.alike import BATCH
from fellesbok_importers.bank.alike import UNDECIDED
from fellesbok_importers.bank.alike import Alike
from fellesbok_importers.bank.alike import source_of
from fellesbok_importers.bank.alike import sum_on
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.vouchers.identity import DUPLICATE
from fellesbok_importers.vouchers.identity import FINGERPRINT
from fellesbok_importers.vouchers.identity import digest_of
from fellesbok_importers.vouchers.identity import reversal_of
from fellesbok_importers.vouchers.identity import standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core import data

    from fellesbok.entries.records import Entries
    from fellesbok_importers.documents.statements import Payment
    from fellesbok_importers.documents.statements import Statement


def fingerprint_of(account: str, payment: Payment) -> str:
    """A digest of what may not change about a payment that is booked.

    The text is left out: a notice and a statement tell more or less of it.
    """
    source = source_of(account, payment.reference)
    return digest_of(source, payment.day, payment.amount, payment.currency)


class Known:
    """The payments of the books, held against those of a document."""

    def __init__(
        self,
        existing: Entries,
        statements: Sequence[Statement],
        accounts: Mapping[str, str],
    ) -> None:
        """Know the books, the document, and the account in the books of each number."""
        self._accounts = accounts
        self.standing = standing(existing)
        self.faults: list[Fault] = []
        self._parts: dict[str, list[data.Transaction]] = {}
        for entry in self.standing.values():
            if BATCH in entry.meta:
                self._parts.setdefault(str(entry.meta[BATCH]), []).append(entry)
        self.changed = frozenset(self._changed(statements))
        self._alike = Alike(existing, self.standing, self._parts, accounts, statements)
        self._split: dict[str, data.Transaction] = {}
        self._given: set[str] = set()
        self._known: set[int] = set()
        self._better: list[data.Transaction] = []

    def _changed(self, statements: Sequence[Statement]) -> Iterator[str]:
        """Identities of payments that the books have in another version."""
        for statement in statements:
            for payment in statement.payments:
                source = source_of(statement.account, payment.reference)
                batch = source_of(statement.account, payment.batch)
                if source in self._parts or (payment.batch and batch in self._parts):
                    continue  # held against the whole batch
                entry = self.standing.get(source)
                if entry is not None and not self._is_same(entry, statement, payment):
                    yield source

    def _is_same(
        self, entry: data.Transaction, statement: Statement, payment: Payment
    ) -> bool:
        """Whether a payment stands in the books as the bank tells it now."""
        written = entry.meta.get(FINGERPRINT)
        if written is not None:
            return bool(written == fingerprint_of(statement.account, payment))
        held = sum_on([entry], self._accounts[statement.account])
        return (entry.date, held) == (payment.day, payment.amount)

    def as_booked(
        self, statement: Statement, payment: Payment, path: str
    ) -> list[data.Transaction] | None:
        """Copies of what stands in the books for a payment; ``None`` if it is new.

        An empty list says that the books have it, and that it has been given already.
        """
        source = source_of(statement.account, payment.reference)
        if source in self._parts:
            return self._parts_of(source, payment.amount, (statement, payment), path)
        batch = source_of(statement.account, payment.batch) if payment.batch else ""
        if batch in self._parts:
            amount = _of_batch(statement, payment)
            return self._parts_of(batch, amount, (statement, payment), path)
        if source in self.standing:
            return None if source in self.changed else [_copy(self.standing[source])]
        if not batch:
            return self._as_parts(statement, payment)
        return self._whole(batch, statement, payment, path)

    def _as_parts(
        self, statement: Statement, payment: Payment
    ) -> list[data.Transaction] | None:
        """The parts in the books of a batch that goes by another reference there."""
        parts = self._alike.parts(statement, payment)
        return None if parts is None else [_copy(part) for part in parts]

    def _parts_of(
        self, batch: str, amount: Decimal, of: tuple[Statement, Payment], path: str
    ) -> list[data.Transaction]:
        """The parts of a batch as they stand, whatever the document calls them."""
        if batch in self._given:
            return []
        self._given.add(batch)
        parts = self._parts[batch]
        statement, payment = of
        held = sum_on(parts, self._accounts[statement.account])
        off = amount - held
        if off:
            name = payment.batch or payment.reference
            self._differs(path, payment.row, f"{amount} ({name})", held, off)
        return [_copy(part) for part in parts]

    def _whole(
        self, batch: str, statement: Statement, payment: Payment, path: str
    ) -> list[data.Transaction] | None:
        """A batch that the books have as one: decided, or to be taken back."""
        if batch in self._split:
            return None
        whole = self.standing.get(batch)
        if whole is None:
            whole = self._alike.whole(statement, payment)
            if whole is not None:
                self._split[batch] = whole
            return None
        held = sum_on([whole], self._accounts[statement.account])
        off = _of_batch(statement, payment) - held
        if off and batch not in self._given:
            self._differs(
                path, payment.row, f"{held + off} ({payment.batch})", held, off
            )
        if whole.flag == UNDECIDED:
            self._split[batch] = whole
            return None
        if batch in self._given:
            return []
        self._given.add(batch)
        return [_copy(whole)]

    def _differs(
        self, path: str, row: int, found: str, held: Decimal, off: Decimal
    ) -> None:
        """Note that a batch has another sum than in the books."""
        text = Text("Bunken er {before} kr i bøkene.", before=held)
        self.faults.append(Fault(path, row, "AcctSvcrRef", found, text, off))

    def reversals(self, path: str) -> Iterator[data.Transaction]:
        """What takes back the batches that come in parts now."""
        for entry in self.taken_apart():
            yield reversal_of(entry, path, 1)

    def findings(self) -> Iterator[Text]:
        """That batches are taken back, or known by day and amount alone."""
        yield from self._alike.findings()
        for entry in self.taken_apart():
            if entry in self._better:
                yield Text(
                    "{voucher} reverseres, og føres på nytt med det denne filen sier"
                    " om betalingen.",
                    voucher=str(entry.meta.get(VOUCHER)),
                )
                continue
            yield Text(
                "Bunken {batch} er ført samlet; den reverseres, og betalingene i den"
                " føres hver for seg.",
                batch=str(entry.meta.get(VOUCHER)),
            )

    def take_back(self, entry: data.Transaction, *, is_batch: bool) -> bool:
        """Take back what a document says better; not what somebody has decided."""
        if entry.flag != UNDECIDED or SOURCE not in entry.meta:
            return False
        self._split[str(entry.meta[SOURCE])] = entry
        self._better += [] if is_batch else [entry]
        return True

    def given(self, entries: Sequence[data.Transaction]) -> list[data.Transaction]:
        """Copies of what stands in the books, each once; by hand too."""
        new = [entry for entry in entries if id(entry) not in self._known]
        self._known |= {id(entry) for entry in new}
        return [e._replace(meta=dict(e.meta) | {DUPLICATE: e}) for e in new]

    def taken_apart(self) -> list[data.Transaction]:
        """The batches that come in parts now, each once."""
        found: list[data.Transaction] = []
        for entry in self._split.values():
            if not any(entry is other for other in found):
                found.append(entry)
        return found


def _of_batch(statement: Statement, payment: Payment) -> Decimal:
    """What the batch of a payment is in a statement."""
    same = (p.amount for p in statement.payments if p.batch == payment.batch)
    return sum(same, ZERO)


def _copy(entry: data.Transaction) -> data.Transaction:
    return entry._replace(meta=dict(entry.meta))
