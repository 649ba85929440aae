"""Budget and accounts in short (*kort sagt*): what it became against what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import VARIANCE
from fellesbok.budgets.variances import summed
from fellesbok.messages import Text
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.budgets.variances import Pair


def budget_in_short(what: Text, pairs: Iterable[Pair], period: str) -> InShort | None:
    """Accounts against budget; nothing where a filter hides a part of them.

    Args:
        what: What they are of, as a sentence begins: «Kostnadene».
        pairs: Both figures of each part, which are added up.
        period: The period, as it is written.
    """
    pair = summed(pairs)
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
            figures.append(Figure(VARIANCE.title, pair.variance, _percent(pair)))
    return InShort(told, tuple(figures))


def _percent(pair: Pair) -> str:
    """The variance in per cent of the budget."""
    percent = pair.percent
    return "" if percent is None else Text("{percent} %", percent=percent)
