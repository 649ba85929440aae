"""The claims that a page shows, each with what is paid of it on a day (*åpne poster*).

A claim and its payments are read from the accounts of claims: a payment names its claim
by the link ``^krav-<number>`` or by ``krav`` in its metadata.  One that names none
stands for itself.  The filters choose among claims; what is paid of a claim is whole
whatever they hide, and so is what is left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.claim_reading import is_claim
from fellesbok.claim_reading import read_claims
from fellesbok.claims import ID
from fellesbok.claims import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.agreement import Payer
    from fellesbok.claims import Claim
    from fellesbok.web.asked import Asked

LINK = "krav-"
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class ClaimRow:
    """One claim on a day, in kroner.

    Attributes:
        claim: The claim.
        entry: The transaction that it is.
        credit: The credit note that takes it back, or ``None``.
        payments: The transactions that pay it.
        paid: What they pay, or ``None`` where there is none.
        left: What is left: claimed, less what is credited and what is paid.
        day: The day.
    """

    claim: Claim
    entry: Transaction
    credit: Claim | None
    payments: tuple[Transaction, ...]
    paid: Decimal | None
    left: Decimal
    day: date

    @property
    def is_open(self) -> bool:
        """Whether something is left, either way."""
        return bool(self.left)

    @property
    def days_over(self) -> int:
        """Days since it fell due; below zero before."""
        return (self.day - self.claim.due).days


@dataclass(frozen=True)
class Loose:
    """A line on an account of claims that names no claim; ``amount`` comes off."""

    payer: str
    cooperation: str
    account: str
    entry: Transaction
    amount: Decimal


@dataclass(frozen=True)
class ClaimBook:
    """Every claim on a day, and what cannot be told the claim of.

    Attributes:
        rows: The claims, in the order of the books, credit notes among them.
        hidden: How many more there are that the filters hide.
        loose: Payments that name no claim.
        off: What stands on the accounts beyond these: 0 where all can be read.
    """

    rows: tuple[ClaimRow, ...]
    hidden: int
    loose: tuple[Loose, ...]
    off: Decimal

    @property
    def open(self) -> tuple[ClaimRow, ...]:
        """Those of which something is left."""
        return tuple(row for row in self.rows if row.is_open)


def claim_book(asked: Asked, day: date, payer: Payer | None = None) -> ClaimBook:
    """The claims until the end of a day, of one payer or of all that may be seen."""
    agreement = asked.shared.agreement
    entries = [e for e in asked.all_entries if e.date <= day]
    payers = {p.slug for p in asked.payers() if payer in {None, p}}
    written = [
        w for w in read_claims(entries, agreement)[0] if w.claim.payer.slug in payers
    ]
    notes = {
        w.claim.credits: w.claim for w in written if w.claim.kind is ClaimKind.CREDIT
    }
    paid, loose = _payments(entries, asked, {w.claim.id for w in written})
    rows = [
        _row(w.claim, w.entry, notes.get(w.claim.id), paid[w.claim.id], day)
        for w in written
    ]
    loose = [found for found in loose if found.payer in payers]
    known = sum((row.left for row in rows), NOTHING)
    known -= sum((found.amount for found in loose), NOTHING)
    left = {id(entry) for entry in asked.as_written}
    shown = [row for row in rows if id(row.entry) in left]
    return ClaimBook(
        tuple(shown),
        len(rows) - len(shown),
        tuple(loose),
        _balance(entries, asked, payers) - known,
    )


def _row(
    claim: Claim,
    entry: Transaction,
    credit: Claim | None,
    paid: Sequence[tuple[Transaction, Decimal]],
    day: date,
) -> ClaimRow:
    """A claim and what has come of it; a credit note is settled by what it credits."""
    total = sum((amount for _, amount in paid), NOTHING)
    left = NOTHING
    if claim.kind is not ClaimKind.CREDIT:
        left = claim.amount - total + (credit.amount if credit else NOTHING)
    return ClaimRow(
        claim,
        entry,
        credit,
        tuple(transaction for transaction, _ in paid),
        total if paid else None,
        left,
        day,
    )


def _balance(entries: Sequence[Any], asked: Asked, payers: set[str]) -> Decimal:
    """What stands on the accounts of the claims on those payers."""
    agreement = asked.shared.agreement
    prefixes = tuple(
        f"{agreement.accounts.claims}:{payer.account}:"
        for payer in asked.payers()
        if payer.slug in payers
    )
    return -sum(
        (
            amount
            for entry in entries
            if isinstance(entry, data.Transaction)
            for account, amount in _lines(entry, agreement.currency)
            if account.startswith(prefixes)
        ),
        NOTHING,
    )


def _payments(
    entries: Sequence[Any], asked: Asked, known: set[str]
) -> tuple[defaultdict[str, list[tuple[Transaction, Decimal]]], list[Loose]]:
    """What is paid of each claim, and what names none of them."""
    agreement = asked.shared.agreement
    accounts = {
        f"{agreement.accounts.claims}:{payer.account}:{c.account}": (payer, c)
        for payer in asked.payers()
        for c in agreement.cooperations.values()
    }
    paid: defaultdict[str, list[tuple[Transaction, Decimal]]] = defaultdict(list)
    loose: list[Loose] = []
    for entry in entries:
        if not isinstance(entry, data.Transaction) or is_claim(entry):
            continue
        for account, amount in _lines(entry, agreement.currency):
            if account not in accounts:
                continue
            payer, cooperation = accounts[account]
            named = known & _named(entry)
            if len(named) == 1:
                paid[min(named)].append((entry, amount))
            else:
                found = Loose(payer.slug, cooperation.account, account, entry, amount)
                loose.append(found)
    return paid, loose


def _lines(entry: Transaction, currency: str) -> Iterator[tuple[str, Decimal]]:
    """The accounts of a transaction, and what is credited to each."""
    for posting in entry.postings:
        units: Any = posting.units
        if units.currency == currency:
            yield posting.account, -units.number


def _named(entry: Transaction) -> set[str]:
    """The claims that a transaction names."""
    links = {link.removeprefix(LINK) for link in entry.links if link.startswith(LINK)}
    return links | {str(entry.meta[ID])} if ID in entry.meta else links
