"""Budget and accounts as programs read them: a line, a kind added up, a payer's part.

Everything is read from the entries that are given, which may be a part of the books;
only a payer's part of a budget comes from what the plugin kept, as nothing in the books
is made of it.  A blank field is ``None``, and a zero is a zero.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.figures import total
from fellesbok.budgets.figures import total_variance
from fellesbok.budgets.naming import KINDS
from fellesbok.budgets.naming import cost_centre
from fellesbok.budgets.naming import part_name
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.budgets.shares import not_comparable
from fellesbok.budgets.variances import variance_of
from fellesbok.budgets.variances import variance_percent
from fellesbok.frozen import frozen
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.tables.values import Quantity


@frozen
class AccountLine:
    """An account's budget and accounts in a commodity; a positive variance is good."""

    year: int
    cooperation: str
    cost_centre: str | None
    kind: str
    part: str | None
    account: str
    currency: str
    budget: Quantity | None
    accounts: Quantity | None
    variance: Quantity | None
    variance_percent: Decimal | None


def budget_vs_accounts(entries: Entries, agreement: Agreement) -> Iterator[AccountLine]:
    """Every line of the two-column table."""
    for line in lines(entries, agreement):
        centre = cost_centre(line, agreement)
        yield AccountLine(
            year=line.year,
            cooperation=line.cooperation,
            cost_centre=None if centre is None else centre.code,
            kind=KINDS[line.kind],
            part=part_name(line, agreement),
            account=line.account,
            currency=line.currency,
            budget=line.budget,
            accounts=line.accounts,
            variance=line.variance,
            variance_percent=variance_percent(line.variance, line.budget),
        )


@frozen
class KindTotal:
    """Lines of a kind added up; blank only where all lines are."""

    year: int
    cooperation: str
    kind: str
    currency: str
    budget: Quantity | None
    accounts: Quantity | None
    variance: Quantity | None
    variance_percent: Decimal | None


def budget_totals(entries: Entries, agreement: Agreement) -> Iterator[KindTotal]:
    """The same, added up by cooperation and kind."""

    def heading(line: Line) -> tuple[int, str, Kind, str]:
        return line.year, line.cooperation, line.kind, line.currency

    for (year, cooperation, kind, currency), group in groupby(
        lines(entries, agreement), key=heading
    ):
        members = list(group)
        budget, accounts = total(members, currency)
        variance = total_variance(members)
        percent = variance_percent(variance, budget)
        of = (year, cooperation, KINDS[kind], currency)
        yield KindTotal(*of, budget, accounts, variance, percent)


@frozen
class PayerPart:
    """A payer's part of a budget, and what it is charged, in kroner."""

    year: int
    cooperation: str
    municipality: str
    budget: Decimal | None
    accounts: Decimal | None
    variance: Decimal | None
    variance_percent: Decimal | None


def budget_allocations(entries: Entries, shared: Shared) -> Iterator[PayerPart]:
    """Each payer's part of the budget, what it is charged for the year, or both."""
    agreement = shared.agreement
    budgeted: dict[tuple[int, str, str], Decimal] = {}
    for year, component in {
        (b.year, b.account.split(":")[1]) for b in budgets(entries)[0]
    }:
        cooperation = agreement.cooperation_by_account.get(component)
        if cooperation is None:
            continue
        parts = budgeted_shares(shared.budget_results, year).get(cooperation.slug, {})
        for slug, amount in parts.items():
            if shared.may_see(cooperation, slug):
                budgeted[year, component, agreement.payer(slug).name] = amount
    charged: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for share in statement.shares(entries):
        charged[share.day.year, share.cooperation, share.municipality] += share.amount
    without = not_comparable(entries, agreement)
    for key in sorted(budgeted.keys() | charged.keys()):
        budget, accounts = budgeted.get(key), charged.get(key)
        variance = variance_of(budget, accounts, less_is_good=True)
        if key[:2] in without:
            variance = None
        percent = variance_percent(variance, budget)
        yield PayerPart(*key, budget, accounts, variance, percent)


@frozen
class ExpectedGrant:
    """What a grantor was expected to give or promised, and what is booked."""

    year: int
    cooperation: str
    grantor: str | None
    currency: str
    budget: Decimal | None
    accounts: Decimal | None


def grants(entries: Entries, agreement: Agreement) -> Iterator[ExpectedGrant]:
    """What each grantor was expected to give or promised, and what was used."""
    for line in lines(entries, agreement):
        if line.kind is Kind.GRANT:
            grantor = part_name(line, agreement)
            of = (line.year, line.cooperation, grantor, line.currency)
            yield ExpectedGrant(*of, line.budget, line.accounts)
