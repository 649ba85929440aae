"""A variance of several lines together is good or bad as theirs are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data

from fellesbok.budgets.adopted import Budget
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.figures import total_variance


def line(kind: Kind, budget: str, accounts: str, **meta: str) -> Line:
    """An account with a budget, the days of which it may tell."""
    entry = data.Custom(dict(meta), date(2018, 1, 1), "budget", [])
    whole = Decimal(budget)
    planned = Budget("Expenses:IKT", 2018, whole, "NOK", entry)
    names = "IKT", 2018, kind, "Expenses:IKT", "", "NOK"
    return Line(*names, whole, Decimal(accounts), planned, ())


def test_together_less_cost_is_good_and_so_is_more_income() -> None:
    costs = [line(Kind.COST, "100", "70"), line(Kind.CONTRA, "-20", "-10")]
    assert total_variance(costs) == 20
    assert total_variance([line(Kind.GRANT, "50", "65")]) == 15


@pytest.mark.parametrize("days", ["2018-07-01/2019-06-30", "ikke oppgitt"])
def test_together_they_have_no_variance_if_one_has_none(days: str) -> None:
    other = line(Kind.COST, "100", "70", periode=days)
    assert other.variance is None
    assert total_variance([line(Kind.COST, "10", "10"), other]) is None
    over = line(Kind.COST, "100", "70", periode="2017-07-01/2018-12-31")
    assert total_variance([line(Kind.COST, "10", "10"), over]) == 30
