"""A budget of a year, a quarter or a month holds for its own days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budget_lines import books as books  # noqa: PLC0414 -- a fixture
from budget_lines import faults
from budget_lines import year_amounts
from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.periods import is_of_year

if TYPE_CHECKING:
    from casebook import Loaded


def test_a_line_without_days_is_the_year_s_and_one_for_other_days_is_not(
    books: Loaded,
) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:Brann "yearly" 200.00 NOK
      periode: "2018-01-01/2018-12-31"
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 300.00 NOK
      periode: "2017-07-01/2018-12-31"
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 400.00 NOK
      periode: "ikke oppgitt/2018-12-31"
    2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" -500.00 NOK
      periode: "ikke oppgitt"
    """
    assert not books.errors
    lines = budgets(books.entries)[0]
    assert {b.account for b in lines if is_of_year(b.entry.meta, 2018)} == {
        "Expenses:IKT",
        "Expenses:Brann",
    }


def test_monthly_lines_hold_from_their_month(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "monthly" 1000.00 NOK
    2018-05-01 custom "budget" Expenses:IKT "monthly" 2000.01 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "20000.08 NOK"}
    (found,) = budgets(books.entries)[0]
    assert found.original is None, "a new monthly amount revises nothing"


def test_quarterly_lines_hold_until_the_next(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "quarterly" 1000.00 NOK
    2018-10-01 custom "budget" Expenses:IKT "monthly" 500.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "4500.00 NOK"}


def test_a_line_in_autumn_is_for_the_rest_of_the_year(books: Loaded) -> None:
    """
    2018-10-01 custom "budget" Expenses:IKT "quarterly" 333.33 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "333.33 NOK"}


def test_a_year_is_either_whole_or_in_parts(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 1200.00 NOK
    2018-07-01 custom "budget" Expenses:IKT "monthly" 50.00 NOK
    """
    assert faults(books) == [
        (
            "2: Expenses:IKT har både «yearly» og «monthly» i 2018. Bruk enten beløp"
            " for året eller beløp for måneder og kvartaler."
        )
    ]
    assert budgets(books.entries)[0] == []


def test_a_part_of_a_quarter_has_no_amount(books: Loaded) -> None:
    """
    2018-02-01 custom "budget" Expenses:IKT "quarterly" 1000.00 NOK
    """
    assert faults(books) == [
        (
            "1: Årets budsjett for Expenses:IKT blir 3\u00a0666,666666… NOK, som ikke"
            " er hele øre. Et kvartalsbudsjett gjelder fra januar, april, juli eller"
            " oktober."
        )
    ]


def test_a_budget_tells_its_days_or_that_nobody_has(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
      periode: "2018-01-01/2018-06-31"
    2018-01-01 custom "budget" Expenses:Brann "yearly" 100.00 NOK
      periode: "2018-12-31/2018-01-01"
    2018-01-01 custom "budget" Expenses:Annet "yearly" 100.00 NOK
      periode: "ukjent"
    """
    told = [fault.partition(" for et budsjett.")[0] for fault in faults(books)]
    assert told == [
        "1: «2018-01-01/2018-06-31» er ingen periode",  # June has 30 days
        "3: «2018-12-31/2018-01-01» er ingen periode",
        "5: «ukjent» er ingen periode",
    ]
