"""One payer's year: shares, budget and last year, and its accounts, by cooperation.

Shares and accounts are read from the entries; only the payer's part of a budget comes
from what the plugin kept, as nothing in the books is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.claims.open_items import funds
from fellesbok.claims.open_items import open_items
from fellesbok.claims.written import is_claim
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing import statement
from fellesbok.tables.values import added
from fellesbok.web.frame.asked import CannotShowError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.claims.open_items import Fund
    from fellesbok.claims.open_items import OpenItem
    from fellesbok.sharing.statement import Share
    from fellesbok.web.frame.asked import Asked

NOTHING = Decimal(0)


@dataclass(frozen=True)
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
    """

    title: str
    cooperation: Cooperation | None
    shares: tuple[Share, ...]
    shares_hidden: bool
    item: OpenItem | None
    item_hidden: bool
    budget: Decimal | None
    last_year: Decimal | None

    @property
    def amount(self) -> Decimal | None:
        """What is charged in the period."""
        return added(share.amount for share in self.shares)


@dataclass(frozen=True)
class Statement:
    """Everything that a payer's page shows.

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


def statement_of(asked: Asked, payer: Payer) -> Statement:
    """A payer's statement for the period that is asked for.

    Raises:
        CannotShowError: The period is several years, or has nothing of the payer's.
    """
    year = asked.calendar_year()
    rows = _Rows(asked, payer, year).all()
    owned = _funds(asked.in_period, asked, payer)
    shown = _funds(asked.entries, asked, payer)
    found = Statement(
        payer=payer,
        year=year,
        whole_year=asked.is_whole(year),
        rows=tuple(rows),
        funds=tuple(owned),
        hidden_funds=frozenset(f.account for f in owned if f not in shown),
        has_last_year=bool(statement.shares(asked.all_entries, year - 1)),
        has_claims=_has_claims(asked, payer),
    )
    if not found.rows and not owned:
        raise CannotShowError(
            Text(
                "{name} har ingen tall i {period}. År med tall: {years}.",
                name=payer.name,
                period=asked.period,
                years=", ".join(map(str, asked.years)) or Text("ingen"),
            )
        )
    _assert_adds_up(found, asked)
    return found


def _has_claims(asked: Asked, payer: Payer) -> bool:
    return any(
        is_claim(entry)
        and asked.shared.agreement.slug_by_name.get(
            str(entry.meta.get(vocabulary.MUNICIPALITY))
        )
        == payer.slug
        for entry in asked.all_entries
    )


def _funds(entries: Sequence[Directive], asked: Asked, payer: Payer) -> list[Fund]:
    return [
        fund
        for fund in funds(entries, asked.shared.agreement)
        if fund.payer == payer.account and (fund.balance or fund.change)
    ]


class _Rows:
    """Finds what belongs to each cooperation of one payer's year."""

    def __init__(self, asked: Asked, payer: Payer, year: int) -> None:
        """Read the books once."""
        self.agreement = asked.shared.agreement
        self.shares = _by_cooperation(asked.entries, payer)
        self.all_shares = _by_cooperation(asked.in_period, payer)
        self.last_year = _by_cooperation(asked.all_entries, payer, year - 1)
        self.items = self._items(asked.entries, payer)
        self.all_items = self._items(asked.in_period, payer)
        self.budgets = {
            result.cooperation.account: kroner(amounts[payer.slug])
            for result in asked.shared.budget_results
            if result.year == year
            and payer.slug in (amounts := result.periods[-1].apportionment.amounts_ore)
        }

    def all(self) -> list[Row]:
        """The rows that have something to show, in the order of the agreements."""
        known = self.agreement.cooperation_by_account
        others = sorted(self.all_items.keys() - known.keys())
        rows = [self._row(account, known.get(account)) for account in [*known, *others]]
        return [row for row in rows if row is not None]

    def _row(self, account: str, cooperation: Cooperation | None) -> Row | None:
        shares = self.shares.get(account, [])
        every = self.all_shares.get(account, [])
        budget = self.budgets.get(account)
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
        )

    def _items(
        self, entries: Sequence[Directive], payer: Payer
    ) -> Mapping[str, OpenItem]:
        return {
            item.cooperation: item
            for item in open_items(entries, self.agreement)
            if item.payer == payer.account
        }


def _title(account: str) -> str:
    """What an account is called that belongs to no known cooperation."""
    return account or Text("Ikke ført på noe samarbeid")


def _by_cooperation(
    entries: Sequence[Directive], payer: Payer, year: int | None = None
) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = {}
    for share in statement.shares(entries, year):
        if share.municipality == payer.name:
            found.setdefault(share.cooperation, []).append(share)
    return found


def _assert_adds_up(found: Statement, asked: Asked) -> None:
    """The shares are what is charged on the accounts, and the balances what is owed."""
    amount = added(row.amount for row in found.rows) or NOTHING
    items = [row.item for row in found.rows if row.item is not None]
    charged = added(item.charged for item in items) or NOTHING
    payer = found.payer.name
    must_equal(
        "Andelene til {payer} og det som er belastet", amount, charged, payer=payer
    )
    names = asked.shared.agreement.accounts
    balance = sum(
        (
            _balance(asked.entries, f"{prefix}:{found.payer.account}")
            for prefix in (names.receivables, names.claims)
        ),
        NOTHING,
    )
    outstanding = added(item.outstanding for item in items) or NOTHING
    must_equal(
        "Det {payer} skylder, og saldoene på kontoene",
        outstanding,
        balance,
        payer=payer,
    )


def _balance(entries: Iterable[Directive], account: str) -> Decimal:
    """What stands on an account and those below it."""
    total = NOTHING
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                units: Any = posting.units
                if posting.account == account or posting.account.startswith(
                    f"{account}:"
                ):
                    total += units.number
    return total
