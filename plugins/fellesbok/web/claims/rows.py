"""The claims that a page shows, each with what is left of it on a day (*åpne poster*).

What is paid and left is that of ``fellesbok.claims.items``.  The filters choose among
claims; what is left of a claim is whole whatever they hide.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.reminders import outstanding
from fellesbok.claims.written import read_claims
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding
    from fellesbok.entries.claim import Claim
    from fellesbok.messages import Text
    from fellesbok.web.frame.asked import Asked

LINK = "krav-"
"""Payments of a claim have this and its number as link."""

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class ClaimRow:
    """One claim on a day.

    Attributes:
        claim: The claim.
        entry: The transaction that it is.
        item: What is paid and left of it; ``None`` of a credit note, which is a part of
            what it credits.
        credit: The last credit note that takes it back, or a part of it, or ``None``.
    """

    claim: Claim
    entry: Transaction
    item: ClaimItem | None
    credit: Claim | None

    @property
    def left(self) -> Decimal:
        """What is left, in kroner; below zero is to be paid back."""
        return NOTHING if self.item is None else self.item.remaining

    @property
    def credited(self) -> Decimal:
        """What is taken back, in kroner."""
        return NOTHING if self.item is None else self.item.credited

    @property
    def paid(self) -> Decimal:
        """What is paid, in kroner."""
        return NOTHING if self.item is None else self.item.paid


@dataclass(frozen=True)
class ClaimBook:
    """The claims of one payer, or of all that may be seen, on a day.

    Attributes:
        rows: The claims, in the order of the books, credit notes among them.
        hidden: How many more there are that the filters hide.
        loose: What is paid and could not be put against a claim.
        notes: Payments that do not say which claim they are for.
        dues: What is between each payer that may be seen and each host.
        seen: Everything that is open, whoever sees it.
    """

    rows: tuple[ClaimRow, ...]
    hidden: int
    loose: tuple[Loose, ...]
    notes: tuple[Text, ...]
    dues: tuple[Dues, ...]
    seen: Outstanding

    @property
    def unplaced(self) -> Decimal:
        """What the payers have paid and no claim is known of, in kroner."""
        return sum((each.amount for each in self.loose), NOTHING)

    @property
    def open(self) -> tuple[ClaimItem, ...]:
        """What is left of those of which something is left, by due date."""
        found = [row.item for row in self.rows if row.item and row.left]
        return tuple(sorted(found, key=lambda item: (item.claim.due, item.claim.id)))


def claim_book(asked: Asked, day: date, payer: Payer | None = None) -> ClaimBook:
    """The claims until the end of a day."""
    agreement = asked.shared.agreement
    payers = {p.slug: p for p in asked.payers() if payer in {None, p}}
    written = [
        (claim, entry)
        for claim, entry in read_claims(asked.all_entries, agreement)[0]
        if claim.day <= day and claim.payer.slug in payers
    ]
    notes = {c.credits: c for c, _ in written if c.kind is ClaimKind.CREDIT}
    seen = outstanding(asked.all_entries, agreement, day)
    items = {item.claim.id: item for item in seen.claims.items}
    left = {id(entry) for entry in asked.as_written}
    rows = tuple(
        ClaimRow(claim, entry, items.get(claim.id), notes.get(claim.id))
        for claim, entry in written
        if id(entry) in left
    )
    accounts = tuple(f":{p.account}:" for p in payers.values())
    told = tuple(
        note
        for note in seen.notes
        if any(account in f"{note.values['account']}:" for account in accounts)
    )
    return ClaimBook(
        rows,
        len(written) - len(rows),
        tuple(each for each in seen.loose if each.payer and each.payer.slug in payers),
        told,
        tuple(dues for dues in seen.dues if dues.payer.slug in payers),
        seen,
    )
