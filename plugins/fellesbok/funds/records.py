"""The funds of the books, each with its owners' years and what it rests on (*fond*)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import Voucher
from fellesbok.frozen import frozen
from fellesbok.funds.history import fund_history

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry
    from fellesbok.funds.history import FundYear

NOTHING = Decimal("0.00")


@frozen
class OwnedFund:
    """One fund.

    Attributes:
        slug: Of the cooperation whose it is; empty where no agreement knows it.
        title: Of the cooperation, or the component of the account.
        account: The account that the owners' accounts stand under.
        years: Its owners' years, by year and then in the order of the agreements.
        balance: What stands on the accounts at the end of the years, in kroner.
        vouchers: What is posted there until then.
    """

    slug: str
    title: str
    account: str
    years: tuple[FundYear, ...]
    balance: Decimal
    vouchers: tuple[Voucher, ...]

    @property
    def now(self) -> tuple[FundYear, ...]:
        """The owners in the last year."""
        last = max(row.year for row in self.years)
        return tuple(row for row in self.years if row.year == last)

    @property
    def owned(self) -> Decimal:
        """The owners' parts added up."""
        return sum((row.closing for row in self.now), NOTHING)


def owned_funds(
    entries: Iterable[Entry], agreement: Agreement, year: int | None = None
) -> list[OwnedFund]:
    """Every fund that has owners, in the order of the agreements.

    Args:
        entries: The books.
        agreement: For the names of cooperations and accounts.
        year: The owners' parts of that year alone.
    """
    entries = list(entries)
    years: dict[str, list[FundYear]] = defaultdict(list)
    for row in fund_history(entries, agreement, year):
        years[row.cooperation].append(row)
    order = {payer: n for n, payer in enumerate(agreement.name_by_account)}
    for rows in years.values():
        rows.sort(key=lambda row: (row.year, order.get(row.payer, len(order))))
    known = agreement.cooperation_by_account
    until = [e for e in entries if year is None or e.date.year <= year]
    found = []
    for component in dict.fromkeys([*known, *years]):
        if component not in years:
            continue
        account = f"{agreement.accounts.funds}:{component}"
        balance, moved = _posted(until, account, agreement.currency)
        cooperation = known.get(component)
        found.append(
            OwnedFund(
                slug="" if cooperation is None else cooperation.slug,
                title=component if cooperation is None else cooperation.title,
                account=account,
                years=tuple(years[component]),
                balance=balance,
                vouchers=moved,
            )
        )
    return found


def _posted(
    entries: Iterable[Entry], account: str, currency: str
) -> tuple[Decimal, tuple[Voucher, ...]]:
    """What stands on an account and those under it, and what is posted there."""
    total, found = NOTHING, []
    for entry in transactions(entries):
        ours = [
            posting
            for posting in entry.postings
            if posting.account == account or posting.account.startswith(f"{account}:")
        ]
        for posting in ours:
            units: Any = posting.units
            if units.currency == currency:
                total -= units.number
        if ours:
            found.append(Voucher(entry))
    return total, tuple(found)
