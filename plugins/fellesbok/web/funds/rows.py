"""The funds that a page shows, each with its owners' years until a day (*fond*).

The figures are those of ``fellesbok.funds.history``, of all that the reader may read.
The time filter chooses the day; the other filters choose among funds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.funds.history import fund_history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Cooperation
    from fellesbok.funds.history import FundYear
    from fellesbok.web.frame.asked import Asked

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class FundRow:
    """One fund on a day.

    Attributes:
        cooperation: Whose it is.
        account: The account that the owners' accounts stand under.
        years: Every owner's years, by year and owner.
        balance: What stands on the accounts, in kroner.
        entries: What the figures rest on.
    """

    cooperation: Cooperation
    account: str
    years: tuple[FundYear, ...]
    balance: Decimal
    entries: tuple[Transaction, ...]

    @property
    def now(self) -> tuple[FundYear, ...]:
        """The owners in the last year."""
        last = max(row.year for row in self.years)
        return tuple(row for row in self.years if row.year == last)

    @property
    def owned(self) -> Decimal:
        """The owners' parts added up."""
        return sum((row.closing for row in self.now), NOTHING)


def fund_rows(asked: Asked, day: date) -> list[FundRow]:
    """Every fund that the filters leave, in the order of the agreements."""
    agreement = asked.shared.agreement
    until = [entry for entry in asked.all_entries if entry.date <= day]
    history = fund_history(until, agreement)
    left = {id(entry) for entry in asked.as_written}
    rows = []
    for account, cooperation in agreement.cooperation_by_account.items():
        years = tuple(row for row in history if row.cooperation == account)
        if not years:
            continue
        name = f"{agreement.accounts.funds}:{account}"
        balance, entries = _posted(until, name, agreement.currency)
        if any(id(entry) in left for entry in entries):
            rows.append(FundRow(cooperation, name, years, balance, entries))
    return rows


def _posted(
    entries: Iterable[Directive], account: str, currency: str
) -> tuple[Decimal, tuple[Transaction, ...]]:
    """What stands on an account and those under it, and what is posted there."""
    total, found = NOTHING, []
    for entry in entries:
        if not isinstance(entry, data.Transaction):
            continue
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
            found.append(entry)
    return total, tuple(found)
