"""The claims (*krav*) that stand in the books, and what is still to be paid of each.

A claim is a transaction with the tag ``#krav`` whose first posting on the account of
claims says payer and cooperation.  What is left of it is what ``fellesbok open`` tells,
so that a payment that names several claims counts here as it does there; but one that
names none gives way to those that do.  Of a claim with a fault all is left: that is
told as an error.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.claims import items
from fellesbok.entries.claim import CREDITS
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KID
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import TAG
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement
    from fellesbok.claims.items import ClaimItem


@frozen
class OpenClaim:
    """A claim, and what is outstanding of it.

    Attributes:
        id: ``<host>-<year>-<number>``.
        kid: The digits that a payment of it bears, or nothing.
        host: The slug of who is to be paid; empty where the claim does not say.
        payer: The payer's slug.
        account: ``Assets:Krav:<payer>:<cooperation>``.
        day: The date of the claim.
        outstanding: In kroner: claimed less credited and paid; negative when paid
            twice, or when the payer is to get money.
    """

    id: str
    kid: str
    host: str
    payer: str
    account: str
    day: date
    outstanding: Decimal

    @property
    def link(self) -> str:
        """The link that the claim and its payments carry."""
        return f"{LINK}{self.id}"


def open_claims(
    entries: Iterable[Directive],
    agreement: Agreement,
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[OpenClaim, ...]:
    """Every claim of the books in the order of its date, paid or not.

    Args:
        entries: The books.
        agreement: Whose claims they are.
        without: Identities (``kilde``) of payments that do not count, because they are
            about to be replaced.
    """
    kept = [e for e in entries if str((e.meta or {}).get(SOURCE, "")) not in without]
    known = items.open_claims(kept, agreement, date.max).items
    left = {item.claim.id: _left(item) for item in known}
    found = []
    for entry in kept:
        if not isinstance(entry, data.Transaction) or not _is_claim_itself(entry):
            continue
        posting = _posting(entry, agreement)
        if posting is None or entry.meta.get(CREDITS):
            continue
        number = str(entry.meta[ID])
        payer = posting.account.removeprefix(f"{agreement.accounts.claims}:")
        found.append(
            OpenClaim(
                number,
                "".join(c for c in str(entry.meta.get(KID, "")) if not c.isspace()),
                agreement.slug_by_name.get(str(entry.meta.get(HOST, "")), ""),
                _payer_slug(payer.partition(":")[0], agreement),
                posting.account,
                entry.date,
                left.get(number, posting.units.number),
            )
        )
    return tuple(sorted(found, key=lambda claim: (claim.day, claim.id)))


def _left(item: ClaimItem) -> Decimal:
    """What is left when a payment that names the claim comes.

    One that names none is counted on the oldest that is open, after those that do.
    """
    own = {item.claim.id, *(note.claim.id for note in item.credits)}
    others = (
        payment.amount
        for payment in item.payments
        if not any(
            own.intersection(items.named_by(payment.entry, posting))
            for posting in payment.entry.postings
        )
    )
    return sum(others, item.remaining)


def _is_claim_itself(entry: Transaction) -> bool:
    """Whether a transaction is a claim, and no payment of one."""
    return TAG in entry.tags and ID in entry.meta


def _posting(entry: Transaction, agreement: Agreement) -> Any:  # noqa: ANN401 -- complete after booking
    """The first posting on the account of claims, or ``None``."""
    mine = (posting for posting in entry.postings if _is_claim(posting, agreement))
    return next(mine, None)


def _is_claim(posting: Any, agreement: Agreement) -> bool:  # noqa: ANN401 -- likewise
    return str(posting.account).startswith(f"{agreement.accounts.claims}:")


def _payer_slug(component: str, agreement: Agreement) -> str:
    """The slug of a payer by its component in account names."""
    payer = agreement.payer_by_account.get(component)
    return payer.slug if payer else ""
