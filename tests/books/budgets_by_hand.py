"""Lines of budget beside accounts, and what two payers bear of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.budgets.adopted import Budget
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.records import BudgetLine
from fellesbok.budgets.records import BudgetYear
from fellesbok.budgets.records import Part
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import pair_of
from objections_by_hand import IKT

if TYPE_CHECKING:
    from fellesbok.agreement.model import Payer


def number(written: str | None) -> Decimal | None:
    """An amount, or a blank."""
    return None if written is None else Decimal(written)


def line(  # noqa: PLR0913 -- what a test says of a line
    budget: str | None,
    accounts: str | None,
    *,
    kind: Kind = Kind.COST,
    account: str = "Expenses:IKT",
    part: str = "",
    currency: str = "NOK",
    **meta: str,
) -> Line:
    """An account of 2018, with a budget line where it has a budget."""
    entry = data.Custom(
        {"filename": "main.beancount", "lineno": 1, **meta},
        date(2018, 1, 1),
        "budget",
        [],
    )
    amount = number(budget)
    planned = None if amount is None else Budget(account, 2018, amount, currency, entry)
    figures = (amount, number(accounts), planned, ())
    return Line("IKT", 2018, kind, account, part, currency, *figures)


def shown(of: Line, *, hidden: bool = False) -> BudgetLine:
    """A line as filters leave it."""
    pair = pair_of(
        Amount(of.budget),
        Amount(of.accounts, hidden),
        less_is_good=of.is_cost,
        whole_year=of.is_comparable,
    )
    return BudgetLine(of, pair)


def part(
    payer: Payer, budget: str | None, accounts: str | None, *, explained: bool = True
) -> Part:
    """What a payer bears of IKT."""
    pair = pair_of(
        Amount(number(budget)),
        Amount(number(accounts)),
        less_is_good=True,
        whole_year=True,
    )
    return Part(
        IKT,
        payer,
        pair,
        None,
        has_budget=True,
        is_explained=explained,
        is_comparable=True,
        is_of_year=True,
    )


def year(*lines: BudgetLine, parts: tuple[Part, ...] = ()) -> BudgetYear:
    """All of 2018."""
    return BudgetYear(2018, "2018", whole_year=True, lines=lines, parts=parts)
