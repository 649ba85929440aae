"""A batch that goes by another reference in the books, known by day and amount.

Only where the bank's own balance proves it: the document has both balances, or the
books have one after that day.  If it were other money, the balance would be off, and
nothing would be written.  Each use of it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.kinds import balances
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core import data

    from fellesbok.entries.records import Entries
    from fellesbok_importers.documents.statements import Payment
    from fellesbok_importers.documents.statements import Statement

BATCH = "bunke"
UNDECIDED = "!"
Group = tuple[str, ...]


def source_of(account: str, reference: str) -> str:
    """The identity (``kilde``) of a payment, or of a batch."""
    return f"bank/{account}/{reference}"


def sum_on(parts: Sequence[data.Transaction], account: str) -> Decimal:
    """What transactions put on the bank account, in kroner."""
    units = [
        posting.units
        for part in parts
        for posting in part.postings
        if posting.account == account
    ]
    return sum((u.number for u in units if u and u.number), ZERO)


def last_balance(entries: Entries, account: str) -> date | None:
    """The last day as which begins the books have a balance of an account."""
    return max(
        (each.date for each in balances(entries) if each.account == account),
        default=None,
    )


class Alike:
    """Batches in parts, and whole ones that nobody has decided about."""

    def __init__(
        self,
        existing: Entries,
        standing: Mapping[str, data.Transaction],
        parts: Mapping[str, Sequence[data.Transaction]],
        accounts: Mapping[str, str],
        statements: Sequence[Statement],
    ) -> None:
        """Know the books, and what the document calls by the books' own references."""
        self._accounts = accounts
        self._parts = parts
        self._balanced = {
            account: last_balance(existing, account) for account in accounts.values()
        }
        named = {
            source_of(statement.account, reference)
            for statement in statements
            for payment in statement.payments
            for reference in (payment.reference, payment.batch)
        }
        self._groups = [batch for batch in parts if batch not in named]
        self._wholes = [
            entry
            for source, entry in standing.items()
            if entry.flag == UNDECIDED
            and BATCH not in entry.meta
            and source.startswith("bank/")
            and source not in named
        ]
        self._whole_day: dict[tuple[str, date], data.Transaction] = {}
        self._told: list[Text] = []

    def parts(
        self, statement: Statement, payment: Payment
    ) -> Sequence[data.Transaction] | None:
        """The one batch, or all of that day, that is a payment without details."""
        holds = statement.holds
        if payment.kids or holds is None or payment.day >= holds[0]:
            return None
        account = self._accounts[statement.account]
        prefix = source_of(statement.account, "")
        of_day = [
            batch
            for batch in self._groups
            if batch.startswith(prefix) and self._day_of(batch) == payment.day
        ]
        alone: list[Group] = [(batch,) for batch in of_day]
        together: list[Group] = [tuple(of_day)] if len(of_day) > 1 else []
        for group in (*alone, *together):
            parts = [part for batch in group for part in self._parts[batch]]
            if sum_on(parts, account) == payment.amount:
                for batch in group:
                    self._groups.remove(batch)
                self._tell(payment)
                return parts
        return None

    def whole(self, statement: Statement, payment: Payment) -> data.Transaction | None:
        """The whole batch that the parts of a document without balances are."""
        account = self._accounts[statement.account]
        last = self._balanced[account]
        if last is None or last <= payment.day:
            return None
        of_day = [p for p in statement.payments if p.day == payment.day]
        same = [p for p in of_day if p.batch == payment.batch]
        key = statement.account, payment.day
        if key in self._whole_day:
            return self._whole_day[key]
        for parts in (same, of_day):
            amount = sum((p.amount for p in parts), ZERO)
            for entry in self._wholes:
                held = sum_on([entry], account)
                if entry.date == payment.day and held == amount:
                    self._wholes.remove(entry)
                    self._tell(payment, entry)
                    if parts is of_day:
                        self._whole_day[key] = entry
                    return entry
        return None

    def findings(self) -> Iterator[Text]:
        """What was known by day and amount."""
        yield from self._told

    def _day_of(self, batch: str) -> date | None:
        """The day of all the parts of a batch, or ``None``."""
        days = {part.date for part in self._parts[batch]}
        return days.pop() if len(days) == 1 else None

    def _tell(self, payment: Payment, entry: data.Transaction | None = None) -> None:
        if entry is None:
            text = Text(
                "{reference}, {amount} kr den {day}, står i bøkene som betalingene i en"
                " bunke med samme dag og sum. Den føres ikke en gang til; bankens saldo"
                " stemmer med det.",
                reference=payment.reference,
                amount=payment.amount,
                day=payment.day,
            )
        else:
            text = Text(
                "Bunken {batch} er den som er ført samlet som {voucher}: samme dag og"
                " sum, og bankens saldo stemmer med det.",
                batch=payment.batch,
                voucher=str(entry.meta.get(VOUCHER)),
            )
        self._told.append(text)
