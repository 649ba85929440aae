"""One payer's year by cooperation (*kommuneoppgave*): shares, accounts and budget.

Shares and accounts are read from the entries; only the payer's part of a budget comes
from what the plugin kept, as nothing in the books is made of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.shares import budgeted_shares
from fellesbok.budgets.shares import not_comparable
from fellesbok.budgets.shares import of_other_days
from fellesbok.claims.open_items import funds
from fellesbok.claims.open_items import open_items
from fellesbok.claims.written import is_claim
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.sharing.statement import by_cooperation
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.claims.open_items import Fund
    from fellesbok.claims.open_items import OpenItem
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Share

NOTHING = Decimal(0)


@frozen
class Row:
    """One cooperation in a payer's statement; amounts in kroner, ``None`` is blank.

    Attributes:
        title: What the cooperation is called.
        cooperation: The cooperation, or ``None`` where an account names no known one.
        shares: The shares of the period that the filters leave.
        shares_hidden: Whether the filters hide any.
        item: The account of what is owed, as the filters leave it.
        item_hidden: Whether the filters hide something that is posted on it.
        budget: The payer's part of the year's budget.
        last_year: What it was charged the year before.
        is_comparable: Whether what is left of the budget is a variance.
        is_of_year: Whether the budget is for days of the year alone; one of other days
            is in no sum.
    """

    title: str
    cooperation: Cooperation | None
    shares: tuple[Share, ...]
    shares_hidden: bool
    item: OpenItem | None
    item_hidden: bool
    budget: Decimal | None
    last_year: Decimal | None
    is_comparable: bool = True
    is_of_year: bool = True

    @property
    def amount(self) -> Decimal | None:
        """What is charged in the period."""
        return added(share.amount for share in self.shares)


@frozen
class Statement:
    """What a payer is charged, has paid, owes and owns in a period.

    Attributes:
        payer: Who it is about.
        year: The year it shows, or shows a part of.
        whole_year: Whether the period has all of the year in it.
        rows: By cooperation, in the order of the agreements.
        funds: What the payer owns at the end of the period.
        hidden_funds: The accounts of those that the filters hide a part of.
        has_last_year: Whether the books have shares of the year before.
        has_claims: Whether anything is claimed of the payer.
    """

    payer: Payer
    year: int
    whole_year: bool
    rows: tuple[Row, ...]
    funds: tuple[Fund, ...]
    hidden_funds: frozenset[str]
    has_last_year: bool
    has_claims: bool


@frozen
class Seen:
    """The books as a payer's statement is made of them.

    Attributes:
        shown: The entries of the period that the filters leave.
        in_period: Those of the period, whatever the filters hide.
        everything: All that the reader may read.
        shared: The agreements and what the plugin has found out.
    """

    shown: Entries
    in_period: Entries
    everything: Entries
    shared: Shared


def statement_of(
    seen: Seen, payer: Payer, year: int, *, whole_year: bool
) -> Statement | None:
    """A payer's statement for a period, or ``None`` where there is nothing of it.

    Args:
        seen: The books.
        payer: Who it is about.
        year: The year that the period is, or is a part of.
        whole_year: Whether the period has all of the year in it.
    """
    rows = _Rows(seen, payer, year).all()
    owned = _funds(seen.in_period, seen.shared, payer)
    shown = (
        owned
        if seen.shown is seen.in_period
        else _funds(seen.shown, seen.shared, payer)
    )
    found = Statement(
        payer=payer,
        year=year,
        whole_year=whole_year,
        rows=tuple(rows),
        funds=tuple(owned),
        hidden_funds=frozenset(f.account for f in owned if f not in shown),
        has_last_year=bool(statement.shares(seen.everything, year - 1)),
        has_claims=_has_claims(seen, payer),
    )
    if not found.rows and not owned:
        return None
    _assert_adds_up(found, seen)
    return found


def _has_claims(seen: Seen, payer: Payer) -> bool:
    return any(
        is_claim(entry)
        and seen.shared.agreement.slug_by_name.get(
            str(entry.meta.get(vocabulary.MUNICIPALITY))
        )
        == payer.slug
        for entry in seen.everything
    )


def _funds(entries: Entries, shared: Shared, payer: Payer) -> list[Fund]:
    return [
        fund
        for fund in funds(entries, shared.agreement)
        if fund.payer == payer.account and (fund.balance or fund.change)
    ]


class _Rows:
    """Finds what belongs to each cooperation of one payer's year."""

    def __init__(self, seen: Seen, payer: Payer, year: int) -> None:
        """Read the books once."""
        self.agreement = seen.shared.agreement
        self.shares = _by_cooperation(seen.shown, payer)
        self.last_year = _by_cooperation(seen.everything, payer, year - 1)
        self.items = self._items(seen.shown, payer)
        if seen.shown is seen.in_period:
            self.all_shares, self.all_items = self.shares, self.items
        else:
            self.all_shares = _by_cooperation(seen.in_period, payer)
            self.all_items = self._items(seen.in_period, payer)
        self.budgets = budgeted_shares(seen.shared.budget_results, year)
        self.not_comparable = not_comparable(seen.everything, self.agreement)
        self.of_other_days = of_other_days(seen.everything, self.agreement)
        self.year = year
        self.payer = payer

    def all(self) -> list[Row]:
        """The rows that have something to show, in the order of the agreements."""
        known = self.agreement.cooperation_by_account
        others = sorted(self.all_items.keys() - known.keys())
        rows = [self._row(account, known.get(account)) for account in [*known, *others]]
        return [row for row in rows if row is not None]

    def _row(self, account: str, cooperation: Cooperation | None) -> Row | None:
        shares = self.shares.get(account, [])
        every = self.all_shares.get(account, [])
        slug = cooperation.slug if cooperation else ""
        budget = self.budgets.get(slug, {}).get(self.payer.slug)
        last_year = added(share.amount for share in self.last_year.get(account, []))
        item, whole = self.items.get(account), self.all_items.get(account)
        settled = whole is None or not (
            whole.outstanding
            or whole.charged
            or whole.paid
            or whole.given_back
            or whole.corrected
        )
        if settled and not every and budget is None and last_year is None:
            return None
        return Row(
            title=cooperation.title if cooperation else _title(account),
            cooperation=cooperation,
            shares=tuple(shares),
            shares_hidden=len(shares) < len(every),
            item=item,
            item_hidden=item != whole,
            budget=budget,
            last_year=last_year,
            is_comparable=budget is None
            or (self.year, account) not in self.not_comparable,
            is_of_year=budget is None or (self.year, account) not in self.of_other_days,
        )

    def _items(self, entries: Entries, payer: Payer) -> Mapping[str, OpenItem]:
        return {
            item.cooperation: item
            for item in open_items(entries, self.agreement)
            if item.payer == payer.account
        }


def _title(account: str) -> str:
    """What an account is called that belongs to no known cooperation."""
    return account or Text("Ikke ført på noe samarbeid")


def _by_cooperation(
    entries: Entries, payer: Payer, year: int | None = None
) -> dict[str, list[Share]]:
    shares = statement.shares(entries, year)
    return by_cooperation(s for s in shares if s.municipality == payer.name)


def _assert_adds_up(found: Statement, seen: Seen) -> None:
    """The shares are what is charged on the accounts, and the balances what is owed."""
    amount = added(row.amount for row in found.rows) or NOTHING
    items = [row.item for row in found.rows if row.item is not None]
    charged = added(item.charged for item in items) or NOTHING
    payer = found.payer.name
    must_equal(
        "Andelene til {payer} og det som er belastet", amount, charged, payer=payer
    )
    agreement = seen.shared.agreement
    names, currency = agreement.accounts, agreement.currency
    prefixes = names.receivables, names.claims
    accounts = tuple(f"{prefix}:{found.payer.account}" for prefix in prefixes)
    balance = _balance(seen.shown, accounts, currency)
    outstanding = added(item.outstanding for item in items) or NOTHING
    must_equal(
        "Det {payer} skylder, og saldoene på kontoene",
        outstanding,
        balance,
        payer=payer,
    )


def _balance(
    entries: Iterable[Entry], accounts: tuple[str, ...], currency: str
) -> Decimal:
    """What stands in a currency on accounts and those below them."""
    below = tuple(f"{account}:" for account in accounts)
    amounts = (
        amount
        for _, posting, amount in booked_under(entries, accounts, currency)
        if f"{posting.account}:".startswith(below)
    )
    return sum(amounts, NOTHING)
