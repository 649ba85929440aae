"""The two-column table of a cooperation's year: budget beside accounts (*tabellen*).

Reads entries only.  A cell is blank where nothing stands in the books, zero where zero
was posted or budgeted, and a cooperation without a report has no cells at all.  Figures
that are not kroner of the year stand in commodities of their own and are never added to
those that are.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from enum import Enum
from functools import cache
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.account_names import MEMO
from fellesbok.agreement.grant_terms import grant_place
from fellesbok.budgets.adopted import Budget
from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import has_ending
from fellesbok.budgets.variances import variance_of
from fellesbok.entries.kinds import commodities
from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import vouchers_in
from fellesbok.frozen import frozen
from fellesbok.sharing.vat import is_recoverable
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry


class Kind(Enum):
    """What a line is, in the order of the report's form."""

    COST = "cost"
    CONTRA = "contra"
    MUNICIPAL_SUPPORT = "municipal_support"
    GRANT = "grant"
    OWN_INCOME = "own_income"
    FUND = "fund"
    IN_KIND = "in_kind"


COSTS = (Kind.COST, Kind.CONTRA)
"""What is a part of the cost: what comes off it without being income too."""

FINANCING = (Kind.MUNICIPAL_SUPPORT, Kind.GRANT, Kind.OWN_INCOME, Kind.FUND)
"""What the cost is paid with."""

MEMO_WORDS = {
    "Kostnad": Kind.COST,
    "Driftsstøtte": Kind.MUNICIPAL_SUPPORT,
    GRANTS: Kind.GRANT,
    "Egeninntekt": Kind.OWN_INCOME,
    "Egeninnsats": Kind.IN_KIND,
}
"""The component after ``Equity:Memo:<cooperation>`` and what it holds."""


@frozen
class Line:
    """One line of the table: an account in a commodity.

    Costs are positive as they are, and what comes off them without being income is
    negative; income, support and grants are turned so that they are positive too, as
    the report shows them.

    Attributes:
        cooperation: Account component of the cooperation.
        year: The accounting year.
        kind: Which part of the table it stands in.
        account: The account.
        part: What is left of the account's name: cost centre, payer; of a grant what
            tells who gives it.
        currency: Kroner of the year, or a commodity that marks what else it is.
        budget: Exact, or ``None`` where there is no budget.
        accounts: Exact, or ``None`` where nothing is posted.
        budget_line: The budget directive.
        behind: The entries behind the accounts; one with two lines on the account
            stands twice.
        numbers: What each of those lines adds, as it is booked.
    """

    cooperation: str
    year: int
    kind: Kind
    account: str
    part: str
    currency: str
    budget: Decimal | None
    accounts: Decimal | None
    budget_line: Budget | None
    behind: tuple[Entry, ...]
    numbers: tuple[Decimal, ...] = ()

    @cached_property
    def vouchers(self) -> tuple[Voucher, ...]:
        """Those entries as records; most who add lines up ask for none of them."""
        return tuple(map(Voucher, self.behind))

    @property
    def posted(self) -> list[tuple[Voucher, Decimal]]:
        """What each of them adds, once, with the sign that the line is shown with."""
        sign = 1 if self.is_cost else -1
        amounts: dict[int, Decimal] = defaultdict(Decimal)
        for voucher, number in zip(self.vouchers, self.numbers, strict=True):
            amounts[id(voucher.entry)] += sign * number
        once = {id(voucher.entry): voucher for voucher in self.vouchers}
        return [(once[key], amount + 0) for key, amount in amounts.items()]

    @property
    def is_cost(self) -> bool:
        """Whether it is a part of the cost."""
        return self.kind in COSTS

    @property
    def is_comparable(self) -> bool:
        """Whether what is left of its budget, if it has one, is a variance."""
        return self.budget_line is None or self.budget_line.is_comparable

    @property
    def is_of_year(self) -> bool:
        """Whether its budget, if it has one, is for days of the year alone."""
        budget = self.budget_line
        return budget is None or budget.is_of_year

    @property
    def variance(self) -> Decimal | None:
        """Good for the municipalities if positive: less cost, or more income."""
        if not self.is_comparable:
            return None
        return variance_of(self.budget, self.accounts, less_is_good=self.is_cost)


def unit_names(entries: Iterable[Entry]) -> dict[str, str]:
    """What commodities are called, by their codes."""
    return {
        each.currency: str(each.meta.get("name", each.currency))
        for each in commodities(entries)
    }


def lines(
    entries: Entries,
    agreement: Agreement,
    year: int | None = None,
    days: tuple[date, date] | None = None,
) -> list[Line]:
    """Every line of a year (or of all), in the order of the report's form.

    Where days are given, the accounts are of the first of them and until the other; a
    budget is for its whole year whatever part of it is shown.

    Of a project's figures so far, an account's last in a year is the year's: it holds
    what was told before.
    """
    budgeted = {
        (b.year, b.account, b.currency): b
        for b in budgets(entries)[0]
        if year is None or b.year == year
    }
    place = cache(lambda account: _place_of_ours(account, agreement))
    behind: dict[tuple[int, str, str], list[Entry]] = {}
    numbers: dict[tuple[int, str, str], list[Decimal]] = {}
    for entry in transactions(entries):
        if year is not None and entry.date.year != year:
            continue
        if days is not None and not days[0] <= entry.date < days[1]:
            continue
        for posting in entry.postings:
            if place(posting.account) is None or is_recoverable(
                entry, posting, agreement
            ):
                continue
            units: Any = posting.units
            key = (entry.date.year, posting.account, units.currency)
            before = behind.setdefault(key, [])
            amounts = numbers.setdefault(key, [])
            is_told_again = before and before[-1].date < entry.date
            if is_told_again and has_ending(units.currency, PROJECT):
                before.clear()
                amounts.clear()
            before.append(entry)
            amounts.append(units.number)
    found = []
    for key in budgeted.keys() | behind.keys():
        where = place(key[1])
        if where is not None:
            line = _line(
                key, where, budgeted.get(key), behind.get(key, ()), numbers.get(key, ())
            )
            found.append(line)
    order = list(Kind)
    found.sort(
        key=lambda n: (
            n.year,
            n.cooperation,
            order.index(n.kind),
            n.currency,
            n.account,
        )
    )
    return found


def total(
    found: Iterable[Line], currency: str
) -> tuple[Decimal | None, Decimal | None]:
    """Budget and accounts of lines in one currency added up; blank if all are."""
    rows = [line for line in found if line.currency == currency]
    return (
        added(line.budget for line in rows),
        added(line.accounts for line in rows),
    )


def financing_less_cost(
    found: Sequence[Line], currency: str, budgeted: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """By how much the financing is more than the cost, of budget and of accounts.

    Blank where there is no cost.

    Args:
        found: The lines of a cooperation's year.
        currency: Kroner of the year, or another unit.
        budgeted: What the payers' parts of the budget add to its financing.
    """
    of_budget, of_accounts = total((n for n in found if n.is_cost), currency)
    plan, paid = total((n for n in found if n.kind in FINANCING), currency)
    return (
        None if of_budget is None else (plan or 0) + budgeted - of_budget,
        None if of_accounts is None else (paid or 0) - of_accounts,
    )


def posted_support(found: Iterable[Line], currency: str) -> Decimal:
    """What stands on the accounts of the contributions, whoever wrote it there."""
    ours = (line for line in found if line.kind is Kind.MUNICIPAL_SUPPORT)
    return total(ours, currency)[1] or Decimal(0)


def total_variance(found: Sequence[Line]) -> Decimal | None:
    """The variance of lines together, which are of one currency, costs or none.

    Nothing where one of their budgets cannot be compared: it is a part of the total.
    """
    if not all(line.is_comparable for line in found):
        return None
    budget, accounts = total(found, found[0].currency)
    return variance_of(budget, accounts, less_is_good=found[0].is_cost)


def place_of(account: str, agreement: Agreement) -> tuple[str, Kind, str] | None:
    """The cooperation, kind and part that an account's name tells, or ``None``."""
    components = account.split(":")
    if account.startswith(f"{MEMO}:"):
        if len(components) < 4 or components[3] not in MEMO_WORDS:  # noqa: PLR2004 -- Equity:Memo:<cooperation>:<what>
            return None
        return components[2], MEMO_WORDS[components[3]], ":".join(components[4:])
    if components[0] not in {"Expenses", "Income"} or len(components) < 2:  # noqa: PLR2004 -- Income:<cooperation>
        return None
    return _place_of_result(account, agreement)


def _place_of_ours(account: str, agreement: Agreement) -> tuple[str, Kind, str] | None:
    """The same, of an account of a cooperation that is known."""
    place = place_of(account, agreement)
    return place if place and place[0] in agreement.cooperation_by_account else None


def vouchers_of(
    entries: Entries, agreement: Agreement, year: int
) -> dict[str, list[Voucher]]:
    """What is written in a year, by the cooperations (component) on whose accounts."""
    found: dict[str, list[Voucher]] = defaultdict(list)
    owners = cache(owner_of)  # an account stands in thousands of lines
    for voucher in vouchers_in(entries, year, generated=False):
        ours = set(map(owners, voucher.accounts))
        for component in ours & agreement.cooperation_by_account.keys():
            found[component].append(voucher)
    return found


def owner_of(account: str) -> str:
    """The component of an account that tells its cooperation, or blank."""
    components = account.split(":")
    if components[0] in {"Expenses", "Income"}:
        return (*components[1:], "")[0]
    return components[2] if account.startswith(f"{MEMO}:") else ""


def _place_of_result(account: str, agreement: Agreement) -> tuple[str, Kind, str]:
    """The same of an account of costs or income, which has a cooperation."""
    root, cooperation, *rest = account.split(":")
    words = agreement.accounts
    known = agreement.cooperation_by_account.get(cooperation)
    made_here = words.made_here.intersection(rest)
    if known is not None and known.is_contra(account) and not made_here:
        return cooperation, Kind.CONTRA, ":".join(rest)
    if root == "Expenses":
        return cooperation, Kind.COST, ":".join(rest)
    kinds = {
        words.contributions: Kind.MUNICIPAL_SUPPORT,
        words.to_fund: Kind.FUND,
        words.surplus: Kind.FUND,
    }
    if rest and rest[0] in kinds:
        kind = kinds[rest[0]]
        part = ":".join(rest[1:]) or (rest[0] if kind is Kind.FUND else "")
        return cooperation, kind, part
    place = grant_place(account)
    if place is not None:
        return cooperation, Kind.GRANT, place.giver
    return cooperation, Kind.OWN_INCOME, ":".join(rest)


def _line(
    key: tuple[int, str, str],
    place: tuple[str, Kind, str],
    budget: Budget | None,
    behind: Sequence[Entry],
    numbers: Sequence[Decimal],
) -> Line:
    year, account, currency = key
    cooperation, kind, part = place
    sign = 1 if kind in COSTS else -1
    nothing = Decimal(0)  # added so that no zero is negative
    return Line(
        cooperation=cooperation,
        year=year,
        kind=kind,
        account=account,
        part=part,
        currency=currency,
        budget=None if budget is None else sign * budget.amount + nothing,
        accounts=sign * sum(numbers, nothing) + nothing if numbers else None,
        budget_line=budget,
        behind=tuple(behind),
        numbers=tuple(numbers),
    )
