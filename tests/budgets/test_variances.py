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
from fellesbok.budgets.records import BudgetLine
from fellesbok.budgets.records import together
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import InAll
from fellesbok.budgets.variances import Pair
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import pair_of


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


def pair(budget: str | None, accounts: str | None) -> Pair:
    """Budget and accounts of a cost; a blank is ``None``."""
    known = [None if text is None else Decimal(text) for text in (budget, accounts)]
    return pair_of(*map(Amount, known), less_is_good=True, whole_year=True)


def told(total: InAll) -> tuple[str, str, str, str, tuple[int, int, int, int]]:
    """The figures of a sum, and how many each is of."""
    of = total.budgets, total.accounts, total.variances, total.of
    whole = total.pair
    figures = whole.budget.shown, whole.accounts.shown, whole.variance, whole.percent
    budget, accounts, variance, percent = map(str, figures)
    return budget, accounts, variance, percent, of


def test_a_sum_of_cooperations_has_the_variance_of_those_that_have_both() -> None:
    """Budget 100, 50 and none; accounts 90, none and 7: 10 of 100 is left, of one."""
    rows = [pair("100", "90"), pair("50", None), pair(None, "7")]
    total = in_all((row, True) for row in rows)
    assert told(total) == ("150", "97", "10", "10.00", (2, 2, 1, 3))
    assert not total.is_of_all


def test_a_sum_of_those_that_all_have_both_is_the_difference_of_its_sums() -> None:
    total = in_all((row, True) for row in [pair("100", "90"), pair("50", "60")])
    assert told(total) == ("150", "150", "0", "0.00", (2, 2, 2, 2))
    assert total.is_of_all


def test_a_budget_of_other_days_is_in_no_sum_and_nor_is_its_variance() -> None:
    """What it has posted in the year is in the sum of the accounts."""
    total = in_all([(pair("100", "90"), True), (pair("50", "20"), False)])
    assert told(total) == ("100", "110", "10", "10.00", (1, 2, 1, 2))


def test_a_sum_of_nothing_that_has_both_has_no_variance() -> None:
    total = in_all([(pair("50", None), True), (pair(None, "20"), True)])
    assert told(total) == ("50", "20", "None", "None", (1, 1, 0, 2))


def test_of_one_cooperation_what_is_not_used_of_a_budget_is_left_of_it() -> None:
    """Budget 100 and 50, and 90 posted on the first: 60 is left, as in the report."""
    used, unused = line(Kind.COST, "100", "90"), line(Kind.COST, "50", "0")
    rows = [
        BudgetLine(used, pair("100", "90")),
        BudgetLine(unused, pair("50", None)),
    ]
    assert str(together(rows, whole_year=True).variance) == "60"
    assert together(rows, whole_year=False).variance is None
    hidden = BudgetLine(unused, Pair(Amount(Decimal(50)), Amount(is_hidden=True)))
    assert together([rows[0], hidden], whole_year=True).variance is None
