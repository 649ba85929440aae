"""The claims (*krav*) that stand in the books, and what is still to be paid of each.

A claim is a transaction with the tag ``#krav`` whose first posting on the account of
claims says payer and cooperation.  What is posted there with the claim's link or its id
is what is paid of it, or credited.  No amount is calculated anew: a claim is a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.entries.claim import CREDITS
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KID
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import TAG
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.frozen import frozen
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement


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
    transactions = [e for e in entries if isinstance(e, data.Transaction)]
    claims = [e for e in transactions if _claim_of(e) is not None]
    outstanding: dict[str, Decimal] = {}
    for entry in transactions:
        if str(entry.meta.get(SOURCE, "")) in without:
            continue
        for claim in _about(entry):
            outstanding[claim] = outstanding.get(claim, ZERO) + _sum(entry, agreement)
    found = []
    for entry in claims:
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
                outstanding[number],
            )
        )
    return tuple(sorted(found, key=lambda claim: (claim.day, claim.id)))


def _claim_of(entry: Transaction) -> str | None:
    """The id of the claim that a transaction is, or ``None``."""
    return str(entry.meta[ID]) if TAG in entry.tags and ID in entry.meta else None


def _about(entry: Transaction) -> set[str]:
    """The claims whose outstanding a transaction changes.

    A credit note has an id of its own, and counts on the claim that it takes back.
    """
    if entry.meta.get(CREDITS):
        return {str(entry.meta[CREDITS])}
    if (claim := _claim_of(entry)) is not None:
        return {claim}
    if ID in entry.meta:
        return {str(entry.meta[ID])}
    return {link.removeprefix(LINK) for link in entry.links if link.startswith(LINK)}


def _sum(entry: Transaction, agreement: Agreement) -> Decimal:
    """What a transaction puts on the account of claims, in kroner."""
    return sum(
        (
            posting.units.number
            for posting in entry.postings
            if _is_claim(posting, agreement) and posting.units and posting.units.number
        ),
        ZERO,
    )


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
