"""What each payer bears of a budget and of the accounts, by cooperation.

The parts of a budget are what the plugin kept; nothing is shared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.messages import kroner
from fellesbok.web.budget.pairs import Amount
from fellesbok.web.budget.pairs import Pair
from fellesbok.web.budget.pairs import pair_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.budgets.figures import Line
    from fellesbok.web.budget.line import BudgetLine
    from fellesbok.web.frame.asked import Asked


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


def parts_of(lines: Sequence[BudgetLine], asked: Asked, year: int) -> list[Part]:
    """Every part that the reader may see, in the order of the agreements."""
    agreement = asked.shared.agreement
    in_kroner = [n for n in lines if n.line.currency == agreement.currency]
    found = _Parts(in_kroner, asked, year)
    parts = (
        found.part(cooperation, payer)
        for cooperation in agreement.cooperations.values()
        for payer in asked.payers()
    )
    return [part for part in parts if part is not None]


class _Parts:
    """Looks a year's parts up."""

    def __init__(self, lines: Sequence[BudgetLine], asked: Asked, year: int) -> None:
        self._whole_year = asked.is_whole(year)
        self._shared: Mapping[str, Mapping[str, int]] = {
            result.cooperation.slug: result.periods[-1].apportionment.amounts_ore
            for result in asked.shared.budget_results
            if result.year == year
        }
        self._support = {
            (n.line.cooperation, n.line.part): n
            for n in lines
            if n.line.kind is Kind.MUNICIPAL_SUPPORT
        }
        budgeted = [n for n in lines if n.line.budget is not None]
        self._budgeted = {n.line.cooperation for n in budgeted}
        self._hidden = {n.line.cooperation for n in budgeted if n.pair.budget.is_hidden}

    def part(self, cooperation: Cooperation, payer: Payer) -> Part | None:
        """One payer's part, or ``None`` where it has neither budget nor accounts."""
        posted = self._support.get((cooperation.account, payer.account))
        budget = self._budget(cooperation, payer, posted)
        if posted is None and budget == Amount():
            return None
        pair = pair_of(
            budget,
            posted.pair.accounts if posted else Amount(),
            less_is_good=True,
            whole_year=self._whole_year,
        )
        has_budget = cooperation.account in self._budgeted
        line = posted.line if posted else None
        return Part(cooperation, payer, pair, line, has_budget)

    def _budget(
        self, cooperation: Cooperation, payer: Payer, posted: BudgetLine | None
    ) -> Amount:
        """What is budgeted for the payer itself, else its part of the budget."""
        if posted is not None and posted.line.budget is not None:
            return posted.pair.budget
        amount_ore = self._shared.get(cooperation.slug, {}).get(payer.slug)
        if amount_ore is None:
            return Amount()
        if cooperation.account in self._hidden:
            return Amount(is_hidden=True)
        return Amount(kroner(amount_ore))
