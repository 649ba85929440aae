"""Budget and accounts of the year that is asked for, whatever part of it is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from asked_pages import asked_by
from fellesbok.budgets.figures import Kind
from fellesbok.web.budget.asked_year import budget_year
from fellesbok.web.budget.asked_year import years_with_budget
from fellesbok.web.frame import CannotShowError


def costs(**asks: str) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """Budget and accounts of each cost in kroner, by its account."""
    with asked_by(**asks) as asked:
        found = budget_year(asked)
    return {
        each.line.account: (each.line.budget, each.line.accounts)
        for each in found.lines
        if each.line.kind is Kind.COST and each.line.currency == "NOK"
    }


def test_the_year_has_its_budget_beside_its_accounts() -> None:
    """290 000 and 512 345,67 kr of a budget of 1 200 000 kr."""
    assert costs()["Expenses:IKT"] == (Decimal(1200000), Decimal("802345.67"))
    assert costs() == costs(time="2018")


def test_the_budget_is_for_the_whole_year_and_the_accounts_of_the_period() -> None:
    half = costs(time="2018-01 - 2018-06")
    assert half["Expenses:IKT"] == (Decimal(1200000), Decimal(290000))
    with asked_by(time="2018-01 - 2018-06") as asked:
        assert not budget_year(asked).whole_year
    with asked_by() as asked:
        assert budget_year(asked).whole_year


def test_a_year_with_nothing_in_it_says_so() -> None:
    none = "Ingen budsjett eller regnskap i 2016"
    with pytest.raises(CannotShowError, match=none) as told:
        costs(time="2016")
    assert told.value.wrong == "time"


def test_several_years_are_no_year() -> None:
    with pytest.raises(CannotShowError):
        costs(time="2019 - 2020")


def test_the_years_that_have_a_budget_are_known() -> None:
    with asked_by() as asked:
        assert years_with_budget(asked) == [2018]
