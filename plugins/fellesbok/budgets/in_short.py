"""Budget and accounts in short (*kort sagt*): what it became against what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import VARIANCE
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from fellesbok.budgets.variances import Pair


def budget_in_short(
    what: Text, pair: Pair, period: str, count: Text | None = None
) -> InShort | None:
    """Accounts against budget; nothing where a filter hides a part of them.

    Args:
        what: What they are of, as a sentence begins: «Kostnadene».
        pair: Both figures, added up.
        period: The period, as it is written.
        count: Of how many the variance is, where that is not all.
    """
    if pair.is_hidden:
        return None
    budget, accounts = pair.budget.shown, pair.accounts.shown
    figures = [Figure(ACCOUNTS.title, accounts), Figure(BUDGET.title, budget)]
    values = {"what": what, "period": period}
    if budget is None and accounts is None:
        return None
    if budget is None:
        told = Text(
            "{what} i {period} ble {accounts} kr; ingenting er budsjettert.",
            accounts=accounts,
            **values,
        )
    elif accounts is None:
        told = Text(
            "{what} i {period} er budsjettert til {budget} kr; ingenting er"
            " regnskapsført.",
            budget=budget,
            **values,
        )
    else:
        told = Text(
            "{what} i {period} ble {accounts} kr, mot {budget} kr i budsjettet.",
            accounts=accounts,
            budget=budget,
            **values,
        )
        if pair.variance is not None:
            told_of = [text for text in (_percent(pair), count) if text]
            note = joined(told_of, ", ") if told_of else ""
            figures.append(Figure(VARIANCE.title, pair.variance, note))
    return InShort(told, tuple(figures))


def _percent(pair: Pair) -> str:
    """The variance in per cent of the budget."""
    percent = pair.percent
    return "" if percent is None else Text("{percent} %", percent=percent)
