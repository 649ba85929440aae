"""Which payments the books have already, by the bank's own references (*gjenkjenning*).

A notice (camt.054) names every payment of a batch, and the statement (camt.053) of the
same day often only the batch.  They are the same money: the parts stand, whichever came
first, and a batch that was booked whole, and that nobody has decided about, is taken
back when its parts come.  What a person has decided stands.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.identity import FINGERPRINT
from fellesbok_importers.identity import VOUCHER
from fellesbok_importers.identity import digest_of
from fellesbok_importers.identity import reversal_of
from fellesbok_importers.identity import standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core import data

    from fellesbok_importers.camt import Payment
    from fellesbok_importers.camt import Statement

BATCH = "bunke"
UNDECIDED = "!"
ZERO = Decimal("0.00")


def source_of(account: str, reference: str) -> str:
    """The identity (``kilde``) of a payment, or of a batch."""
    return f"bank/{account}/{reference}"


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
        existing: Sequence[data.Directive],
        statements: Sequence[Statement],
        accounts: Mapping[str, str],
    ) -> None:
        """Know the books, the document, and the account in the books of each number."""
        self._accounts = accounts
        self.standing = standing(existing)
        self.faults: list[Fault] = []
        self.changed = frozenset(self._changed(statements))
        self._parts: dict[str, list[data.Transaction]] = {}
        for entry in self.standing.values():
            if BATCH in entry.meta:
                self._parts.setdefault(str(entry.meta[BATCH]), []).append(entry)
        self._split: dict[str, data.Transaction] = {}
        self._given: set[str] = set()

    def _changed(self, statements: Sequence[Statement]) -> Iterator[str]:
        """Identities of payments that the books have in another version."""
        for statement in statements:
            for payment in statement.payments:
                source = source_of(statement.account, payment.reference)
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
        held = _sum([entry], self._accounts[statement.account])
        return (entry.date, held) == (payment.day, payment.amount)

    def as_booked(
        self, statement: Statement, payment: Payment, path: str
    ) -> list[data.Transaction] | None:
        """Copies of what stands in the books for a payment; ``None`` if it is new.

        An empty list says that the books have it, and that it has been given already.
        """
        source = source_of(statement.account, payment.reference)
        if source in self.standing:
            return None if source in self.changed else [_copy(self.standing[source])]
        if source in self._parts:
            return self._parts_of(source, payment.amount, (statement, payment), path)
        if not payment.batch:
            return None
        batch = source_of(statement.account, payment.batch)
        if batch in self._parts:
            same = (p.amount for p in statement.payments if p.batch == payment.batch)
            return self._parts_of(batch, sum(same, ZERO), (statement, payment), path)
        return self._whole(batch)

    def _parts_of(
        self, batch: str, amount: Decimal, of: tuple[Statement, Payment], path: str
    ) -> list[data.Transaction]:
        """The parts of a batch as they stand, whatever the document calls them."""
        if batch in self._given:
            return []
        self._given.add(batch)
        parts = self._parts[batch]
        statement, payment = of
        held = _sum(parts, self._accounts[statement.account])
        off = amount - held
        if off:
            text = Text("Bunken er {before} kr i bøkene.", before=held)
            found = f"{amount} ({payment.batch or payment.reference})"
            fault = Fault(path, payment.row, "AcctSvcrRef", found, text, off)
            self.faults.append(fault)
        return [_copy(part) for part in parts]

    def _whole(self, batch: str) -> list[data.Transaction] | None:
        """A batch that the books have as one: decided, or to be taken back."""
        whole = self.standing.get(batch)
        if whole is None:
            return None
        if whole.flag == UNDECIDED:
            self._split[batch] = whole
            return None
        if batch in self._given:
            return []
        self._given.add(batch)
        return [_copy(whole)]

    def reversals(self, path: str) -> Iterator[data.Transaction]:
        """What takes back the batches that come in parts now."""
        for entry in self._split.values():
            yield reversal_of(entry, path, 1)

    def findings(self) -> Iterator[Text]:
        """That batches are taken back."""
        for entry in self._split.values():
            yield Text(
                "Bunken {batch} er ført samlet; den reverseres, og betalingene i den"
                " føres hver for seg.",
                batch=str(entry.meta.get(VOUCHER)),
            )


def _copy(entry: data.Transaction) -> data.Transaction:
    return entry._replace(meta=dict(entry.meta))


def _sum(parts: Sequence[data.Transaction], account: str) -> Decimal:
    """What transactions put on the bank account."""
    units = [
        posting.units
        for part in parts
        for posting in part.postings
        if posting.account == account
    ]
    return sum((u.number for u in units if u and u.number), ZERO)
