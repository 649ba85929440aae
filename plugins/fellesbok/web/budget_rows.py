"""Budget and accounts of a year, line by line and payer by payer, as they are asked for.

Entries are read as they are written: a budget is for its whole year whatever part of it
is shown, and what is before a period is no account of it.  What each payer is to bear
of a budget is what the plugin kept; nothing is shared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.figures import Kind
from fellesbok.figures import lines
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.query_rows import percent_of
from fellesbok.web.asked import CannotShowError
from fellesbok.web.municipality_rows import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Directive

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.figures import Line
    from fellesbok.web.asked import Asked


@dataclass(frozen=True)
class Amount:
    """A figure as the filters leave it; ``None`` is a blank, which is not a zero."""

    shown: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True)
class Pair:
    """Budget and accounts side by side.

    Attributes:
        budget: Of the whole year.
        accounts: Of the period.
        variance: Good for the municipalities if positive; ``None`` where there are not
            both, or one is only a part.
        compared: The budget that the variance is to be seen against.
    """

    budget: Amount
    accounts: Amount
    variance: Decimal | None = None
    compared: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        """The variance in per cent of the budget, cut off after two decimals."""
        return percent_of(self.variance, self.compared)


@dataclass(frozen=True)
class BudgetLine:
    """An account in a commodity; ``line`` is as it is without filters."""

    line: Line
    pair: Pair


@dataclass(frozen=True)
class Part:
    """What one payer bears of a cooperation.

    Attributes:
        cooperation: Which one.
        payer: Who.
        pair: The payer's part of the budget, and what it is charged.
        line: What stands on the payer's account, or ``None``.
        has_budget: Whether the cooperation has a budget in kroner at all.
    """

    cooperation: Cooperation
    payer: Payer
    pair: Pair
    line: Line | None
    has_budget: bool


@dataclass(frozen=True)
class BudgetYear:
    """Everything that is budgeted for a year or posted in the period.

    Attributes:
        year: The year.
        period: As the reader wrote it, or the year.
        whole_year: Whether the period is the year.
        lines: Every account, in the order of the report's form.
        parts: What each payer bears, in the order of the agreements.
    """

    year: int
    period: str
    whole_year: bool
    lines: tuple[BudgetLine, ...]
    parts: tuple[Part, ...]

    @property
    def hides(self) -> bool:
        """Whether the filters hide anything."""
        pairs = [*(n.pair for n in self.lines), *(p.pair for p in self.parts)]
        return any(p.budget.is_hidden or p.accounts.is_hidden for p in pairs)


def budget_year(asked: Asked) -> BudgetYear:
    """Budget and accounts of the year that is asked for.

    Raises:
        CannotShowError: The period is several years, or there is nothing in it.
    """
    year = _year(asked)
    whole_year = asked.is_whole(year)
    whole = lines(_of_year(asked.all_entries, asked, year), _agreement(asked), year)
    left = lines(_of_year(asked.as_written, asked, year), _agreement(asked), year)
    shown = {(line.account, line.currency): line for line in left}
    every = tuple(
        BudgetLine(
            line, _pair_of(line, shown.get((line.account, line.currency)), asked)
        )
        for line in whole
    )
    found = BudgetYear(
        year,
        asked.period or str(year),
        whole_year,
        every,
        tuple(_parts(every, asked, year)),
    )
    if not found.lines and not found.parts:
        raise CannotShowError(
            Text("Ingen budsjett eller regnskap i {period}.", period=found.period),
            wrong="time",
        )
    return found


def summed(pairs: Iterable[Pair]) -> Pair:
    """Pairs added up; the variance is of those that have one."""
    rows = list(pairs)
    compared = [p for p in rows if p.variance is not None]
    return Pair(
        _summed([p.budget for p in rows]),
        _summed([p.accounts for p in rows]),
        added(p.variance for p in compared),
        added(p.compared for p in compared),
    )


def _summed(amounts: Sequence[Amount]) -> Amount:
    hidden = any(amount.is_hidden for amount in amounts)
    return Amount(added(amount.shown for amount in amounts), hidden)


def _agreement(asked: Asked):
    return asked.shared.agreement


def _year(asked: Asked) -> int:
    """The year asked for; where nothing is shared yet, the newest that has figures."""
    if asked.year is None and not asked.period:
        found = lines(asked.all_entries, asked.shared.agreement)
        if found:
            return max(line.year for line in found)
    return asked.calendar_year()


def _of_year(entries: Sequence[Directive], asked: Asked, year: int) -> list[Directive]:
    """The year's budget lines, and the vouchers of the period."""
    first, after = asked.days
    return [
        entry
        for entry in entries
        if entry.date.year == year
        and (isinstance(entry, data.Custom) or first <= entry.date < after)
    ]


def _pair_of(whole: Line, shown: Line | None, asked: Asked) -> Pair:
    """A line's figures, and whether the filters hide something of them."""
    budget = shown.budget if shown else None
    accounts = shown.accounts if shown else None
    return _pair(
        Amount(budget, budget != whole.budget),
        Amount(accounts, accounts != whole.accounts),
        is_whole=asked.is_whole(whole.year),
        less_is_good=whole.kind is Kind.COST,
    )


def _pair(
    budget: Amount, accounts: Amount, *, is_whole: bool, less_is_good: bool
) -> Pair:
    known = budget.shown is not None and accounts.shown is not None
    hidden = budget.is_hidden or accounts.is_hidden
    if not known or hidden or not is_whole:
        return Pair(budget, accounts)
    off = budget.shown - accounts.shown
    return Pair(budget, accounts, off if less_is_good else -off, budget.shown)


def _parts(found: Sequence[BudgetLine], asked: Asked, year: int) -> list[Part]:
    """What each payer that the reader may see bears of each cooperation."""
    agreement = asked.shared.agreement
    shared = {
        result.cooperation.account: result.periods[-1].apportionment.amounts_ore
        for result in asked.shared.budget_results
        if result.year == year
    }
    own = [n for n in found if n.line.currency == agreement.currency]
    support = {
        (n.line.cooperation, n.line.part): n
        for n in own
        if n.line.kind is Kind.MUNICIPAL_SUPPORT
    }
    parts = []
    for cooperation in agreement.cooperations.values():
        account = cooperation.account
        budgets = [
            n
            for n in own
            if n.line.cooperation == account and n.line.budget is not None
        ]
        hidden = any(n.pair.budget.is_hidden for n in budgets)
        for payer in asked.payers():
            posted = support.get((account, payer.account))
            amount_ore = shared.get(account, {}).get(payer.slug)
            if posted is None and amount_ore is None:
                continue
            if posted is not None and posted.line.budget is not None:
                budget = posted.pair.budget
            elif amount_ore is None or hidden:
                budget = Amount(None, amount_ore is not None)
            else:
                budget = Amount(kroner(amount_ore))
            pair = _pair(
                budget,
                posted.pair.accounts if posted else Amount(None),
                is_whole=asked.is_whole(year),
                less_is_good=True,
            )
            line = posted.line if posted else None
            parts.append(Part(cooperation, payer, pair, line, bool(budgets)))
    return parts
