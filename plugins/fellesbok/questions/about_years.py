"""The rows of the tables that people ask in the query language, one function a table.

Everything is read from the entries that are given, which may be a part of the books:
Fava's filters apply.  Only a payer's part of a budget comes from what the plugin kept,
as nothing in the books is made of it.  A blank cell is ``None``, and a zero is a zero.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.deadlines import deadlines
from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.figures import total
from fellesbok.budgets.figures import total_variance
from fellesbok.budgets.naming import KINDS
from fellesbok.budgets.naming import cost_centre
from fellesbok.budgets.naming import part_name
from fellesbok.budgets.shares import not_comparable
from fellesbok.budgets.variances import variance_of
from fellesbok.budgets.variances import variance_percent
from fellesbok.entries import vocabulary
from fellesbok.entries.vocabulary import shared_link
from fellesbok.funds.history import fund_history
from fellesbok.grants import in_kind as work
from fellesbok.grants.in_kind_tables import NOT_VALUED
from fellesbok.grants.in_kind_tables import party_name
from fellesbok.grants.records import next_due
from fellesbok.grants.standing import grant_years
from fellesbok.messages import kroner
from fellesbok.messages import percent_of
from fellesbok.sharing import statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


class BudgetLine(NamedTuple):
    """A line of the two-column table."""

    year: int
    cooperation: str
    cost_centre: str | None
    kind: str
    part: str | None
    account: str
    currency: str
    budget: Decimal | None
    accounts: Decimal | None
    variance: Decimal | None
    variance_percent: Decimal | None


def budget_vs_accounts(entries: Entries, shared: Shared) -> Iterator[BudgetLine]:
    """Every line of the two-column table; a positive variance is good."""
    agreement = shared.agreement
    for line in lines(entries, agreement):
        centre = cost_centre(line, agreement)
        yield BudgetLine(
            line.year,
            line.cooperation,
            None if centre is None else centre.code,
            KINDS[line.kind],
            part_name(line, agreement),
            line.account,
            line.currency,
            line.budget,
            line.accounts,
            line.variance,
            variance_percent(line.variance, line.budget),
        )


class BudgetTotal(NamedTuple):
    """Lines of a kind added up."""

    year: int
    cooperation: str
    kind: str
    currency: str
    budget: Decimal | None
    accounts: Decimal | None
    variance: Decimal | None
    variance_percent: Decimal | None


def budget_totals(entries: Entries, shared: Shared) -> Iterator[BudgetTotal]:
    """The same, added up by cooperation and kind; blank only where all lines are."""

    def heading(line: Line) -> tuple[int, str, Kind, str]:
        return line.year, line.cooperation, line.kind, line.currency

    for (year, cooperation, kind, currency), group in groupby(
        lines(entries, shared.agreement), key=heading
    ):
        members = list(group)
        budget, accounts = total(members, currency)
        variance = total_variance(members)
        yield BudgetTotal(
            year,
            cooperation,
            KINDS[kind],
            currency,
            budget,
            accounts,
            variance,
            variance_percent(variance, budget),
        )


class Allocation(NamedTuple):
    """What a payer is charged for a period."""

    year: int
    date: dt.date
    cooperation: str
    municipality: str
    period: str
    basis: Decimal | None
    key: str
    share: str
    share_percent: Decimal | None
    amount: Decimal
    internal: bool
    due: str | None
    link: str


def allocations(entries: Entries, shared: Shared) -> Iterator[Allocation]:
    """What each payer is charged for each period, and by which share."""
    known = shared.agreement.cooperation_by_account
    for share in statement.shares(entries):
        year, exact = share.day.year, share.share
        yield Allocation(
            year,
            share.day,
            share.cooperation,
            share.municipality,
            share.period,
            share.basis,
            str(share.key),
            share.share_text,
            None if exact is None else percent_of(exact),
            share.amount,
            share.internal,
            str(share.due) or None,
            shared_link(year, known[share.cooperation].slug),
        )


class CorrectionRow(NamedTuple):
    """What is carried forward from a closed year."""

    year: int
    date: dt.date
    cooperation: str
    municipality: str | None
    period: str
    corrects: int
    before: Decimal
    after: Decimal
    amount: Decimal
    reason: str


def corrections(entries: Entries, shared: Shared) -> Iterator[CorrectionRow]:  # noqa: ARG001 -- all tables are asked alike
    """What is carried forward from closed years, and why."""
    for found in statement.corrections(entries):
        yield CorrectionRow(
            found.day.year,
            found.day,
            found.cooperation,
            found.municipality or None,
            found.period,
            found.year,
            found.before,
            found.after,
            found.amount,
            str(found.reason),
        )


class BudgetAllocation(NamedTuple):
    """A payer's part of a budget, and what it is charged."""

    year: int
    cooperation: str
    municipality: str
    budget: Decimal | None
    accounts: Decimal | None
    variance: Decimal | None
    variance_percent: Decimal | None


def budget_allocations(entries: Entries, shared: Shared) -> Iterator[BudgetAllocation]:
    """Each payer's part of the budget, what it is charged for the year, or both."""
    agreement = shared.agreement
    budgeted: dict[tuple[int, str, str], Decimal] = {}
    asked = {(b.year, b.account.split(":")[1]) for b in budgets(entries)[0]}
    for result in shared.budget_results:
        cooperation = result.cooperation.account
        if (result.year, cooperation) in asked:
            amounts = result.periods[-1].apportionment.amounts_ore
            for slug, amount_ore in amounts.items():
                if not shared.may_see(result.cooperation, slug):
                    continue
                payer = agreement.payer(slug).name
                budgeted[result.year, cooperation, payer] = kroner(amount_ore)
    charged: dict[tuple[int, str, str], Decimal] = {}
    for share in statement.shares(entries):
        key = share.day.year, share.cooperation, share.municipality
        charged[key] = charged.get(key, Decimal(0)) + share.amount
    without = not_comparable(entries, agreement)
    for key in sorted(budgeted.keys() | charged.keys()):
        budget, accounts = budgeted.get(key), charged.get(key)
        variance = variance_of(budget, accounts, less_is_good=True)
        if key[:2] in without:
            variance = None
        percent = variance_percent(variance, budget)
        yield BudgetAllocation(*key, budget, accounts, variance, percent)


class FindingRow(NamedTuple):
    """What must be known of a year."""

    year: int
    cooperation: str
    kind: str
    text: str


def findings(entries: Entries, shared: Shared) -> Iterator[FindingRow]:  # noqa: ARG001 -- all tables are asked alike
    """What a reader must know that is not an error."""
    for note in statement.findings(entries):
        cooperation = note.meta[vocabulary.COOPERATION]
        kind = note.meta[vocabulary.FINDING]
        yield FindingRow(note.date.year, cooperation, kind, str(note.comment))


class GrantLine(NamedTuple):
    """What a grantor was expected to give, and what was used."""

    year: int
    cooperation: str
    grantor: str | None
    currency: str
    budget: Decimal | None
    accounts: Decimal | None


def grants(entries: Entries, shared: Shared) -> Iterator[GrantLine]:
    """What each grantor was expected to give or promised, and what was used."""
    agreement = shared.agreement
    for line in lines(entries, agreement):
        if line.kind is Kind.GRANT:
            yield GrantLine(
                line.year,
                line.cooperation,
                part_name(line, agreement),
                line.currency,
                line.budget,
                line.accounts,
            )


class GrantClock(NamedTuple):
    """A year of a grant, and where it stands at its end."""

    year: int
    cooperation: str
    grant: str
    title: str
    grantor: str
    currency: str
    carried_over: Decimal | None
    available: Decimal | None
    earned: Decimal | None
    received: Decimal | None
    committed: Decimal | None
    earned_so_far: Decimal | None
    received_so_far: Decimal | None
    receivable: Decimal | None
    unused: Decimal | None
    remaining: Decimal | None
    cap: Decimal | None
    above_cap: Decimal | None
    next_deadline: dt.date | None


def grant_clock(entries: Entries, shared: Shared) -> Iterator[GrantClock]:
    """Every grant's years: what the year adds, and where it stands at its end."""
    agreement = shared.agreement
    due = deadlines(agreement)
    for row in grant_years(entries, agreement):
        grant, stand = row.grant, row.stand
        coming = next_due((d for d in due if d.slug == grant.slug), stand.day)
        yield GrantClock(
            row.year,
            agreement.cooperations[grant.cooperation].account,
            grant.slug,
            grant.title,
            agreement.payer(grant.grantor).name,
            grant.commodity,
            row.carried_over,
            row.available,
            row.earned,
            row.received,
            stand.committed,
            stand.earned,
            stand.received,
            stand.receivable,
            stand.unused,
            stand.left,
            stand.cap,
            stand.not_payable,
            None if coming is None else coming.day,
        )


class FundRow(NamedTuple):
    """A year of an owner of a fund."""

    year: int
    cooperation: str
    municipality: str
    opening: Decimal
    set_aside: Decimal
    paid_in: Decimal
    used: Decimal
    transferred: Decimal
    paid_out: Decimal
    booked: Decimal
    closing: Decimal


def funds(entries: Entries, shared: Shared) -> Iterator[FundRow]:
    """Every owner's years in every fund."""
    names = shared.agreement.name_by_account
    for row in fund_history(entries, shared.agreement):
        yield FundRow(
            row.year,
            row.cooperation,
            names.get(row.payer, row.payer),
            row.opening,
            row.set_aside,
            row.paid_in,
            row.used,
            row.transferred,
            row.paid_out,
            row.booked,
            row.closing,
        )


class InKindRow(NamedTuple):
    """Work of one kind, put in without money."""

    year: int
    cooperation: str
    party: str
    unit: str
    planned: Decimal | None
    quantity: Decimal | None
    value: Decimal | None
    remark: str | None


def in_kind(entries: Entries, shared: Shared) -> Iterator[InKindRow]:
    """Work put in without money: quantity and unit, and a value where there is one."""
    for row in work.in_kind(entries, shared.agreement):
        is_valued = row.value is not None or row.quantity is None
        yield InKindRow(
            row.year,
            row.cooperation,
            party_name(row, shared.agreement),
            row.unit,
            row.planned,
            row.quantity,
            row.value,
            None if is_valued else str(NOT_VALUED),
        )
