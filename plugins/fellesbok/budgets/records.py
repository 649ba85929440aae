"""Budget and accounts of a year as records: every account, and what each payer bears.

Each pair of figures is as the filters leave it, and knows what of it they hide.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.budgets.shares import not_comparable
from fellesbok.budgets.shares import of_other_days
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import pair_of
from fellesbok.budgets.variances import summed
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.budgets.figures import Line
    from fellesbok.budgets.variances import InAll
    from fellesbok.budgets.variances import Pair
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Share


@frozen
class BudgetLine:
    """An account in a commodity; ``line`` is whole, ``pair`` as filters leave it."""

    line: Line
    pair: Pair


@frozen
class Part:
    """What one payer bears of a cooperation.

    Attributes:
        cooperation: Which one.
        payer: Who.
        pair: The payer's part of the budget, and what it is charged.
        line: What stands on the payer's account, or ``None``.
        has_budget: Whether the cooperation has a budget in kroner at all.
        is_explained: Whether what it is charged is a share that can be explained.
        is_comparable: Whether what is left of the budget is a variance.
        is_of_year: Whether the budget, if it has one, is for days of the year alone;
            one of other days is in no sum over cooperations.
    """

    cooperation: Cooperation
    payer: Payer
    pair: Pair
    line: Line | None
    has_budget: bool
    is_explained: bool
    is_comparable: bool
    is_of_year: bool


@frozen
class BudgetYear:
    """Everything that is budgeted for a year or posted in the period.

    Attributes:
        year: The year.
        period: As the reader wrote it, or the year.
        whole_year: Whether all of the year is in the period.
        lines: Every account, in the order of the report's form.
        parts: What each payer bears, in the order of the agreements.
    """

    year: int
    period: str
    whole_year: bool
    lines: tuple[BudgetLine, ...]
    parts: tuple[Part, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether the filters hide anything."""
        rows: list[BudgetLine | Part] = [*self.lines, *self.parts]
        return any(row.pair.is_hidden for row in rows)


@frozen
class Bearers:
    """Who bears the costs, and what is known of it.

    Attributes:
        agreement: The agreements.
        payers: Those whose parts may be read, in their order.
        budgeted: What each is to bear of the budgets in kroner, by the slugs of
            cooperation and payer.
        explained: Account component and payer of the shares that are charged.
        not_comparable: Account components of what no variance can be told of.
        of_other_days: Account components of what is budgeted for other days, too.
    """

    agreement: Agreement
    payers: Sequence[Payer]
    budgeted: Mapping[str, Mapping[str, Decimal]]
    explained: Collection[tuple[str, str]]
    not_comparable: Collection[str] = ()
    of_other_days: Collection[str] = ()


def bearers_of(
    entries: Entries,
    shared: Shared,
    year: int,
    payers: Sequence[Payer],
    shares: Iterable[Share],
) -> Bearers:
    """Who bears the costs of a year, as the books have it.

    Args:
        entries: The books.
        shared: What the plugin kept.
        year: The year.
        payers: Those whose parts may be read, in their order.
        shares: What is charged.
    """

    def of_year(found: Iterable[tuple[int, str]]) -> set[str]:
        return {account for budgeted, account in found if budgeted == year}

    return Bearers(
        shared.agreement,
        payers,
        budgeted_shares(shared.budget_results, year),
        {(share.cooperation, share.municipality) for share in shares},
        not_comparable=of_year(not_comparable(entries, shared.agreement)),
        of_other_days=of_year(of_other_days(entries, shared.agreement)),
    )


def budget_lines(
    whole: Sequence[Line], left: Sequence[Line], *, whole_year: bool
) -> tuple[BudgetLine, ...]:
    """Every line with its figures, and whether the filters hide something of them.

    Args:
        whole: The lines of the year's budgets and the period's vouchers.
        left: The same, as the filters leave them.
        whole_year: Whether all of the year is in the period.
    """
    shown = {(line.account, line.currency): line for line in left}
    found = []
    for line in whole:
        seen = shown.get((line.account, line.currency))
        budget = seen.budget if seen else None
        accounts = seen.accounts if seen else None
        pair = pair_of(
            Amount(budget, budget != line.budget),
            Amount(accounts, accounts != line.accounts),
            less_is_good=line.is_cost,
            whole_year=whole_year and line.is_comparable,
        )
        found.append(BudgetLine(line, pair))
    return tuple(found)


def by_cooperation(
    lines: Iterable[BudgetLine], *, whole_year: bool
) -> list[tuple[str, list[BudgetLine], Pair]]:
    """Lines of each cooperation (account component) and their sum, in their order."""
    found = groupby(lines, key=lambda each: each.line.cooperation)
    rows = [(account, list(group)) for account, group in found]
    return [
        (account, group, together(group, whole_year=whole_year))
        for account, group in rows
    ]


def together(lines: Sequence[BudgetLine], *, whole_year: bool) -> Pair:
    """Lines of one cooperation, all costs or all income: what is left of the whole.

    What it has a budget for and has posted nothing on is a part of that, as in the
    report; what filters hide, or a budget of other days, leaves no variance.
    """
    pair = summed(n.pair for n in lines)
    if pair.variance is not None or not lines:
        return pair
    return pair_of(
        pair.budget,
        pair.accounts,
        less_is_good=lines[0].line.is_cost,
        whole_year=whole_year and all(n.line.is_comparable for n in lines),
    )


def all_together(lines: Iterable[BudgetLine], *, whole_year: bool) -> InAll:
    """Lines of several cooperations: their sums, and of how many each is."""
    return in_all(
        (pair, all(n.line.is_of_year for n in group))
        for _, group, pair in by_cooperation(lines, whole_year=whole_year)
    )


def parts_of(
    lines: Sequence[BudgetLine], bearers: Bearers, *, whole_year: bool
) -> tuple[Part, ...]:
    """Every part that may be read, in the order of the agreements."""
    return tuple(_Parts(lines, bearers, whole_year=whole_year).every())


class _Parts:
    """Looks a year's parts up; nothing is shared here."""

    def __init__(
        self, lines: Sequence[BudgetLine], bearers: Bearers, *, whole_year: bool
    ) -> None:
        in_kroner = [n for n in lines if n.line.currency == bearers.agreement.currency]
        budgeted = [n for n in in_kroner if n.line.budget is not None]
        self._bearers = bearers
        self._whole_year = whole_year
        self._support = {
            (n.line.cooperation, n.line.part): n
            for n in in_kroner
            if n.line.kind is Kind.MUNICIPAL_SUPPORT
        }
        self._budgeted = {n.line.cooperation for n in budgeted}
        self._hidden = {n.line.cooperation for n in budgeted if n.pair.budget.is_hidden}

    def every(self) -> Iterator[Part]:
        """Those that have a budget or accounts."""
        for cooperation in self._bearers.agreement.cooperations.values():
            for payer in self._bearers.payers:
                part = self._part(cooperation, payer)
                if part is not None:
                    yield part

    def _part(self, cooperation: Cooperation, payer: Payer) -> Part | None:
        posted = self._support.get((cooperation.account, payer.account))
        budget = self._budget(cooperation, payer, posted)
        if posted is None and budget == Amount():
            return None
        is_comparable = (
            budget == Amount()
            or cooperation.account not in self._bearers.not_comparable
        )
        pair = pair_of(
            budget,
            posted.pair.accounts if posted else Amount(),
            less_is_good=True,
            whole_year=self._whole_year and is_comparable,
        )
        return Part(
            cooperation,
            payer,
            pair,
            posted.line if posted else None,
            has_budget=cooperation.account in self._budgeted,
            is_explained=(cooperation.account, payer.name) in self._bearers.explained,
            is_comparable=is_comparable,
            is_of_year=self._is_of_year(cooperation, posted),
        )

    def _is_of_year(self, cooperation: Cooperation, posted: BudgetLine | None) -> bool:
        if posted is not None and posted.line.budget is not None:
            return posted.line.is_of_year
        return cooperation.account not in self._bearers.of_other_days

    def _budget(
        self, cooperation: Cooperation, payer: Payer, posted: BudgetLine | None
    ) -> Amount:
        """What is budgeted for the payer itself, else its part of the budget."""
        if posted is not None and posted.line.budget is not None:
            return posted.pair.budget
        amount = self._bearers.budgeted.get(cooperation.slug, {}).get(payer.slug)
        if amount is None:
            return Amount()
        if cooperation.account in self._hidden:
            return Amount(is_hidden=True)
        return Amount(amount)
