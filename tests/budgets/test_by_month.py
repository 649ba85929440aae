"""A year month by month: what is posted when, held against the budget of the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from beancount.core import data

from fellesbok.budgets.by_month import months_of
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.month_tables import months_table
from fellesbok.budgets.records import BudgetLine
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import Pair

ACCOUNT = "Expenses:Bær"


def cost(
    budget: str | None, *posted: tuple[int, str], hidden: bool = False
) -> BudgetLine:
    """A line of costs for 2018: what is posted on the first day of which month."""
    entries = tuple(
        data.Transaction(
            {"filename": "b", "lineno": number},
            date(2018, month, 1),
            *("*", None, "", frozenset(), frozenset(), []),
        )
        for number, (month, _) in enumerate(posted)
    )
    numbers = tuple(Decimal(amount) for _, amount in posted)
    planned = None if budget is None else Decimal(budget)
    accounts = sum(numbers, Decimal(0)) if numbers else None
    line = Line(
        *("Bær", 2018, Kind.COST, ACCOUNT, "", "NOK", planned, accounts, None),
        behind=entries,
        numbers=numbers,
    )
    return BudgetLine(line, Pair(Amount(planned), Amount(accounts, hidden)))


def test_each_month_adds_what_is_posted_in_it() -> None:
    """January 100, nothing in February, 50 + 25 less 5 in March, of 400 in all."""
    costs = [
        cost("300.00", (1, "100.00"), (3, "50.00"), (3, "-5.00")),
        cost("100.00", (3, "25.00")),
    ]
    found = months_of(costs, 2018, date(2018, 4, 30))
    assert found is not None
    amounts = [str(month.amount) for month in found.months]
    assert amounts == ["100.00", "0.00", "70.00", "0.00"], "until the books end"
    assert [str(so_far) for so_far in found.every_so_far] == [
        *("100.00", "100.00", "170.00", "170.00"),
    ]
    assert found.budget == Decimal("400.00")
    (table,) = months_table(found)
    assert [line.cells[3].value for line in table.lines] == [
        *(Decimal("25.00"), Decimal("25.00"), Decimal("42.50"), Decimal("42.50")),
    ]


def test_a_year_that_is_over_has_twelve_months() -> None:
    found = months_of([cost(None, (1, "1.00"), (2, "1.00"))], 2018, date(2019, 2, 1))
    assert found is not None
    assert len(found.months) == 12
    assert found.budget is None
    (table,) = months_table(found)
    assert {line.cells[3].value for line in table.lines} == {None}


def test_what_is_posted_ahead_is_shown_too() -> None:
    costs = [cost("10.00", (1, "1.00"), (6, "1.00"))]
    found = months_of(costs, 2018, date(2017, 12, 31))
    assert found is not None
    assert len(found.months) == 6


def test_one_month_or_a_part_of_the_books_is_nothing_to_follow() -> None:
    one = [cost("10.00", (12, "1.00"), (12, "2.00"))]
    assert months_of(one, 2018, date(2018, 12, 31)) is None
    hidden = [cost("10.00", (1, "1.00"), (2, "2.00"), hidden=True)]
    assert months_of(hidden, 2018, date(2018, 12, 31)) is None
    assert months_of([], 2018, date(2018, 12, 31)) is None
