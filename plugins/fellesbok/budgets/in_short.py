"""Budget and accounts in short (*kort sagt*): what it became against what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import VARIANCE
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.budgets.variances import InAll
    from fellesbok.budgets.variances import Pair


def budget_in_short(
    what: Text, pair: Pair, period: str, total: InAll | None = None
) -> InShort | None:
    """Accounts against budget; nothing where a filter hides a part of them.

    Args:
        what: What they are of, as a sentence begins: «Kostnadene».
        pair: Both figures, added up.
        period: The period, as it is written.
        total: How many cooperations have each figure, where they are of several.
    """
    if pair.is_hidden:
        return None
    budget, accounts = pair.budget.shown, pair.accounts.shown
    of_accounts = _some(total.accounts, total) if total else None
    of_budget = _some(total.budgets, total) if total else None
    figures = [
        Figure(ACCOUNTS.title, accounts, of_accounts or ""),
        Figure(BUDGET.title, budget, of_budget or ""),
    ]
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
        told = _both(accounts, budget, of_budget, values)
        if pair.variance is not None:
            of_variance = _some(total.variances, total) if total else None
            told_of = [text for text in (_percent(pair), of_variance) if text]
            note = joined(told_of, ", ") if told_of else ""
            figures.append(Figure(VARIANCE.title, pair.variance, note))
    return InShort(told, tuple(figures))


def _both(
    accounts: Decimal,
    budget: Decimal,
    of_budget: Text | None,
    values: dict[str, Any],
) -> Text:
    """What it became, and what was budgeted: of how many, where not all have one."""
    values = {"accounts": accounts, "budget": budget, **values}
    if of_budget is None:
        return Text(
            "{what} i {period} ble {accounts} kr, mot {budget} kr i budsjettet.",
            **values,
        )
    return Text(
        "{what} i {period} ble {accounts} kr, mot {budget} kr i budsjettet for {some}.",
        some=of_budget,
        **values,
    )


def _some(part: int, total: InAll) -> Text | None:
    """Of how many cooperations a figure is, where that is not all."""
    if part == total.of:
        return None
    return Text("{part} av {whole} samarbeid", part=part, whole=total.of)


def _percent(pair: Pair) -> str:
    """The variance in per cent of the budget."""
    percent = pair.percent
    return "" if percent is None else Text("{percent} %", percent=percent)
