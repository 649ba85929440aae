"""What is earned of each grant and what has come, movement by movement.

Money of a grant stands on ``Assets:Tilskudd:<cooperation>:<grant>``: debited when it is
earned, credited when it comes.  In each transaction

- earned is what is credited to the account that the grant is earned on, also where a
  cost centre stands in it (``grant_place``);
- received is what is earned less what the grant's asset account is debited: money that
  goes straight to income is earned and received on the same day.

So earned less received is always the balance of the asset account.  Where one account
serves several grants, ``tilskudd`` on the transaction or the posting tells which.
Figures in a memo commodity tell what is earned and nothing of what has come.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.grant_terms import grant_place
from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import Voucher
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.entries.records import Entries

GRANT = "tilskudd"
"""Metadata: which grant a posting is about."""


@frozen
class Drawing:
    """What one transaction says of one grant, in its commodity.

    Attributes:
        grant: Slug of the grant.
        day: The day of the transaction.
        earned: What it earns, or ``None`` where it says nothing of that.
        received: What it brings, or ``None`` where it says nothing of that.
        voucher: The transaction.
    """

    grant: str
    day: date
    earned: Decimal | None
    received: Decimal | None
    voucher: Voucher


def asset_account(grant: Grant, agreement: Agreement) -> str:
    """``Assets:Tilskudd:<cooperation>:<grant>``."""
    cooperation = agreement.cooperations[grant.cooperation].account
    return f"{agreement.accounts.grants}:{cooperation}:{grant.account}"


def drawings(
    entries: Entries, agreement: Agreement
) -> tuple[list[Drawing], list[LedgerError]]:
    """Every drawing in the order of the entries, and what is wrong with them.

    Args:
        entries: The books; what is generated is not looked at.
        agreement: For the grants and the accounts.
    """
    accounts = _Accounts(agreement)
    found: list[Drawing] = []
    errors: list[LedgerError] = []
    if not accounts.known:
        return found, errors
    for entry in transactions(entries):
        if entry.meta["filename"] != vocabulary.FILE:
            ours = [p for p in entry.postings if accounts.of(p.account)]
            if ours:
                found.extend(_of_entry(entry, ours, accounts, errors))
    return found, errors


class _Accounts:
    """Which grants stand on which account."""

    def __init__(self, agreement: Agreement) -> None:
        self.currency = agreement.currency
        self.grants = agreement.grants
        self.earned: dict[tuple[str, str], list[Grant]] = {}
        self.assets: dict[str, Grant] = {}
        for grant in agreement.grants.values():
            for account in grant.earned_accounts:
                key = account, grant.commodity
                self.earned.setdefault(key, []).append(grant)
            self.assets[asset_account(grant, agreement)] = grant
        self.known = {account for account, _ in self.earned} | self.assets.keys()
        self._of: dict[str, str] = {}

    def of(self, account: str) -> str:
        """The account of a grant that it is, without its cost centre; else blank."""
        known = self._of.get(account)
        if known is None:
            place = None if account in self.known else grant_place(account)
            plain = place.account if place else account
            known = self._of[account] = plain if plain in self.known else ""
        return known


def _of_entry(
    entry: Transaction,
    postings: Iterable[Posting],
    accounts: _Accounts,
    errors: list[LedgerError],
) -> list[Drawing]:
    """One drawing for each grant that a transaction is about."""
    earned: dict[str, Decimal] = {}
    debited: dict[str, Decimal] = {}
    for posting in postings:
        units: Any = posting.units
        grant = accounts.assets.get(posting.account)
        if grant is not None and units.currency == accounts.currency:
            sums, amount = debited, units.number
        else:
            among = accounts.earned.get(
                (accounts.of(posting.account), units.currency), []
            )
            grant = _told(entry, posting, among, errors)
            sums, amount = earned, -units.number
        if grant is not None:
            sums[grant.slug] = sums.get(grant.slug, Decimal(0)) + amount
    return [
        _drawing(accounts.grants[slug], entry, earned.get(slug), debited.get(slug))
        for slug in dict.fromkeys([*earned, *debited])
    ]


def _drawing(
    grant: Grant, entry: Transaction, earned: Decimal | None, debited: Decimal | None
) -> Drawing:
    received = None
    if not grant.is_memo:
        received = (earned or Decimal(0)) - (debited or Decimal(0))
    return Drawing(grant.slug, entry.date, earned, received, Voucher(entry))


def _told(
    entry: Transaction,
    posting: Posting,
    among: Sequence[Grant],
    errors: list[LedgerError],
) -> Grant | None:
    """The grant that a posting on a shared account is about; faults are noted."""
    told = (posting.meta or {}).get(GRANT, entry.meta.get(GRANT))
    if told is None and len(among) <= 1:
        return among[0] if among else None
    slug = str(told)
    grant = next((g for g in among if g.slug == slug), None)
    if grant is None and among:
        known = ", ".join(sorted(g.slug for g in among))
        if told is None:
            text = Text(
                "{account} brukes av flere tilskudd. Oppgi hvilket med «tilskudd»:"
                " {known}.",
                account=posting.account,
                known=known,
            )
        else:
            text = Text(
                "Tilskuddet «{slug}» står ikke på {account}. Der står: {known}.",
                slug=slug,
                account=posting.account,
                known=known,
            )
        errors.append(LedgerError(entry.meta, text, entry))
    return grant
