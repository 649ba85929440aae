"""A year month by month: what is posted when, held against the budget of the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from beancount import loader

from fellesbok.budgets.by_month import Months
from fellesbok.budgets.by_month import months_of
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.figures import lines
from fellesbok.budgets.month_picture import months_picture
from fellesbok.budgets.month_tables import months_table
from fellesbok.budgets.records import BudgetLine
from fellesbok.budgets.records import budget_lines
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import Pair
from fellesbok.entries import drafting
from loaded_books import books_in
from places import HOUSE

ACCOUNT = "Expenses:Bær"
DAY = date(2018, 12, 31)


def cost(
    budget: str | None, *posted: tuple[int, str], hidden: bool = False
) -> BudgetLine:
    """A line of costs for 2018: what is posted on the first day of which month."""
    behind = tuple(
        drafting.voucher(drafting.at("b", number), date(2018, month, 1), None, "", [])
        for number, (month, _) in enumerate(posted)
    )
    numbers = tuple(Decimal(amount) for _, amount in posted)
    planned = None if budget is None else Decimal(budget)
    accounts = sum(numbers, Decimal(0)) if numbers else None
    line = Line(
        *("Bær", 2018, Kind.COST, ACCOUNT, "", "NOK", planned, accounts, None),
        behind=behind,
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


PLANNED = """
2018-01-01 open Assets:Bank NOK
2018-01-01 open Expenses:IKT:Drift NOK
2018-01-01 open Expenses:IKT:Leie NOK
2018-01-01 custom "budget" Expenses:IKT:Drift "monthly" 100.00 NOK
2018-07-01 custom "budget" Expenses:IKT:Drift "monthly" 150.00 NOK
2018-01-01 custom "budget" Expenses:IKT:Leie "{leie}" 1000.00 NOK

2018-02-01 * "Drift"
  Expenses:IKT:Drift  90.00 NOK
  Assets:Bank

2018-04-01 * "Leie"
  Expenses:IKT:Leie  500.00 NOK
  Assets:Bank
"""


def months_with(leie: str) -> Months:
    """A year in which one account is budgeted by the month, and the other so."""
    entries, _, _ = loader.load_string(PLANNED.replace("{leie}", leie))
    agreement = books_in(HOUSE).settled.agreement
    found = lines(entries, agreement, 2018)
    costs = budget_lines(found, found, whole_year=True)
    made = months_of([each for each in costs if each.line.is_cost], 2018, DAY)
    assert made is not None
    return made


def test_budgets_by_months_and_quarters_are_followed_as_adopted() -> None:
    """100 a month, 150 from July, and 1 000 a quarter, told where a quarter ends."""
    found = months_with("quarterly")
    assert [None if sum_ is None else str(sum_) for sum_ in found.planned] == [
        *(None, None, "1300.00", None, None, "2600.00"),
        *(None, None, "4050.00", None, None, "5500.00"),
    ]
    assert found.budget == Decimal("5500.00")
    (table,) = months_table(found)
    place = [column.name for column in table.columns].index("planned_so_far")
    assert [line.cells[place].value for line in table.lines[:4]] == [
        *(None, None, Decimal("1300.00"), None),
    ]
    assert "for månedene og kvartalene" in table.note
    _, picture = months_picture(found, "nb")
    assert "Budsjett hittil i året: mar 1\xa0300, jun 2\xa0600, sep" in picture.said


def test_a_budget_of_the_year_beside_them_is_spread_over_no_months() -> None:
    found = months_with("yearly")
    assert found.planned == ()
    assert found.budget == Decimal("2500.00")
    (table,) = months_table(found)
    assert "planned_so_far" not in {column.name for column in table.columns}
    assert "ikke fordelt på måneder" in table.note


def test_one_month_or_a_part_of_the_books_is_nothing_to_follow() -> None:
    one = [cost("10.00", (12, "1.00"), (12, "2.00"))]
    assert months_of(one, 2018, date(2018, 12, 31)) is None
    hidden = [cost("10.00", (1, "1.00"), (2, "2.00"), hidden=True)]
    assert months_of(hidden, 2018, date(2018, 12, 31)) is None
    assert months_of([], 2018, date(2018, 12, 31)) is None
