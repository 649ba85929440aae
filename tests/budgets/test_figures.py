"""The figures of a year are those of the year alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from budget_lines import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.budgets.figures import lines
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from casebook import Loaded


def test_the_table_of_a_year_has_the_budget_of_that_year_alone(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2019-01-01 custom "budget" Expenses:IKT "yearly" 900.00 NOK
    """
    agreement = books.options[OPTION].agreement
    found = lines(books.entries, agreement, 2018)
    assert [(n.year, n.account, n.budget) for n in found] == [
        (2018, "Expenses:IKT", Decimal("100.00"))
    ]


def test_an_income_of_nothing_is_nothing_and_not_less(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" 0.00 NOK
    2018-03-01 * "Tilskudd"
      Income:IKT:Tilskudd:Staten  0.00 NOK
    """
    (line,) = lines(books.entries, books.options[OPTION].agreement, 2018)
    assert (str(line.budget), str(line.accounts)) == ("0.00", "0.00")
