"""The claims (*krav*) that stand in the books, and what is still to be paid of each.

A claim is a transaction with the tag ``#krav`` whose first posting on the account of
claims says payer and cooperation.  What is paid of it is what names it, on the line or
with the voucher; a payment that names several pays them in their order, as ``fellesbok
open`` counts.  One that names none is no claim's here: it gives way to those that do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.claim import CREDITS
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KID
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import TAG
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.frozen import frozen
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry


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
    entries: Iterable[Entry],
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
    kept = [
        entry
        for entry in transactions(entries)
        if str(entry.meta.get(SOURCE, "")) not in without
    ]
    found = [
        claim
        for entry in kept
        if _is_claim_itself(entry) and not entry.meta.get(CREDITS)
        for claim in _read(entry, agreement)
    ]
    found.sort(key=lambda claim: (claim.day, claim.id))
    left = {claim.id: claim.outstanding for claim in found}
    places: dict[str, dict[str, int]] = {}
    for place, claim in enumerate(found):
        places.setdefault(claim.account, {})[claim.id] = place
    taken_back: dict[str, str] = {}
    for entry in kept:
        credited = str(entry.meta.get(CREDITS, ""))
        if credited in left:
            taken_back[str(entry.meta.get(ID))] = credited
            left[credited] -= sum((paid for _, paid in _paid(entry, agreement)), ZERO)
    for entry in kept:
        if not _is_claim_itself(entry) and not entry.meta.get(CREDITS):
            for posting, paid in _paid(entry, agreement):
                here = places.get(posting.account, {})
                for names in _named(entry, posting):
                    said = {taken_back.get(name, name) for name in names} & here.keys()
                    if said:
                        _pay(left, sorted(said, key=here.__getitem__), paid)
                        break
    return tuple(replace(claim, outstanding=left[claim.id]) for claim in found)


def _read(entry: Transaction, agreement: Agreement) -> Iterator[OpenClaim]:
    """A claim, of which all is open; none where nothing is booked as claimed."""
    posting = _posting(entry, agreement)
    if posting is not None:
        payer = posting.account.removeprefix(f"{agreement.accounts.claims}:")
        yield OpenClaim(
            str(entry.meta[ID]),
            "".join(c for c in str(entry.meta.get(KID, "")) if not c.isspace()),
            agreement.slug_by_name.get(str(entry.meta.get(HOST, "")), ""),
            _payer_slug(payer.partition(":")[0], agreement),
            posting.account,
            entry.date,
            -sum((paid for _, paid in _paid(entry, agreement)), ZERO),
        )


def _is_claim_itself(entry: Transaction) -> bool:
    """Whether a transaction is a claim, and no payment of one."""
    return TAG in entry.tags and ID in entry.meta


def _paid(entry: Transaction, agreement: Agreement) -> Iterator[tuple[Any, Decimal]]:
    """The lines on accounts of claims, with what comes off there, in kroner."""
    for posting in entry.postings:
        units: Any = posting.units
        is_ours = _is_claim(posting, agreement) and units and units.number
        if is_ours and units.currency == agreement.currency:
            yield posting, -units.number


def _named(entry: Transaction, posting: Any) -> Iterator[set[str]]:  # noqa: ANN401 -- complete after booking
    """The claims or credit notes that a line of a payment names.

    First by its own word; where that is none of its account, then with the voucher.
    """
    own = str((posting.meta or {}).get(ID, ""))
    yield {own}
    links = {link.removeprefix(LINK) for link in entry.links if link.startswith(LINK)}
    yield links | {str(entry.meta.get(ID, ""))}


def _pay(left: dict[str, Decimal], ids: Sequence[str], paid: Decimal) -> None:
    """Pay claims, at least one, in their order; what is over is paid of the last."""
    for number in ids:
        part = min(left[number], paid, key=abs) if left[number] * paid > 0 else ZERO
        left[number] -= part
        paid -= part
    left[ids[-1]] -= paid


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
