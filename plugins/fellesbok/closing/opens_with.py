"""What a year opens with (*inngående*): balances, claims still open, and funds.

Each is what stands in the books at the end of the year before, and is held against the
accounts that it stands on.  Nothing is written: Beancount carries balances itself.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.items import open_claims
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.funds.records import owned_funds

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries

NOTHING = Decimal("0.00")
_OF_BALANCE = frozenset({"Assets", "Liabilities", "Equity"})
_DEPTH = 2


@frozen
class OpensWith:
    """What a year opens with, in kroner.

    Attributes:
        day: The last day of the year before.
        balances: What stands on the accounts, by their first two components.
        result: What is left on income and expenses, which with the balances is nought.
        claims: How many claims are open.
        outstanding: What is left of them, with what was paid for none.
        on_claims: What stands on the accounts of claims.
        funds: Owned in each fund, and what stands on its accounts, by its title.
    """

    day: date
    balances: dict[str, Decimal]
    result: Decimal
    claims: int
    outstanding: Decimal
    on_claims: Decimal
    funds: dict[str, tuple[Decimal, Decimal]]

    @property
    def total(self) -> Decimal:
        """Balances and result added up; nought where every voucher balances."""
        return sum(self.balances.values(), self.result)


def opening_of(entries: Entries, agreement: Agreement, year: int) -> OpensWith:
    """What a year opens with, as the books stand now."""
    day = date(year - 1, 12, 31)
    until = [e for e in entries if e.date <= day]
    balances: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    result = on_claims = NOTHING
    prefix = f"{agreement.accounts.claims}:"
    for _, posting, amount in booked_under(until, "", agreement.currency):
        root, *rest = posting.account.split(":")
        if root in _OF_BALANCE:
            balances[":".join([root, *rest][:_DEPTH])] += amount
        else:
            result += amount
        if posting.account.startswith(prefix):
            on_claims += amount
    known = [e for e in entries if not is_transaction(e) or e.date <= day]
    found = open_claims(known, agreement, day)
    left = [item.remaining for item in found.items if item.remaining]
    loose = sum(found.unplaced.values(), NOTHING)
    funds = owned_funds(until, agreement, year - 1)
    return OpensWith(
        day,
        {name: balances[name] for name in sorted(balances) if balances[name]},
        result,
        len(left),
        sum(left, NOTHING) - loose,
        on_claims,
        {fund.title: (fund.owned, fund.balance) for fund in funds},
    )
