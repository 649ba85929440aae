"""Budget and accounts as programs read them: blank is blank, and zero is zero."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.budgets.for_programs import budget_allocations
from fellesbok.budgets.for_programs import budget_totals
from fellesbok.budgets.for_programs import budget_vs_accounts
from fellesbok.budgets.for_programs import grants

if TYPE_CHECKING:
    from fellesbok.books import Books

GRANT = """
2018-05-01 * "Tilskudd"
  Assets:Bank  100.00 NOK
  Income:IKT:Tilskudd:Staten  -100.00 NOK
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """1 000 kr are budgeted; 900 are used and 100 are granted, so 800 are shared."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        chart(),
        budget("1000.00"),
        cost("2018-03-01", "900.00"),
        GRANT,
    )
    return folder.load()


def test_each_account_and_a_variance_where_both_are_known(books: Books) -> None:
    of = books.settled.agreement
    found = {row.kind: row for row in budget_vs_accounts(books.entries, of)}
    cost_ = found["kostnad"]
    assert (cost_.year, cost_.cooperation, cost_.account) == (
        2018,
        "IKT",
        "Expenses:IKT",
    )
    assert (cost_.budget, cost_.accounts, cost_.variance) == (
        Decimal("1000.00"),
        Decimal("900.00"),
        Decimal("100.00"),
    )
    assert str(cost_.variance_percent) == "10.00"
    grant = found["tilskudd"]
    assert (grant.budget, grant.accounts) == (None, Decimal("100.00"))
    assert grant.variance is None
    assert grant.variance_percent is None
    assert cost_.cost_centre is None


def test_kinds_are_added_up(books: Books) -> None:
    of = books.settled.agreement
    found = {row.kind: row for row in budget_totals(books.entries, of)}
    assert found["kostnad"].variance == Decimal("100.00")
    assert found["tilskudd"].budget is None
    assert found["driftsstøtte"].accounts == Decimal("800.00")


def test_each_payers_part_of_both(books: Books) -> None:
    """5, 3 and 2 of 1 000 budgeted and of 800 charged."""
    found = budget_allocations(books.entries, books.settled)
    assert [
        (row.municipality, row.budget, row.accounts, row.variance) for row in found
    ] == [
        ("Midvik", Decimal("300.00"), Decimal("240.00"), Decimal("60.00")),
        ("Nordvik", Decimal("500.00"), Decimal("400.00"), Decimal("100.00")),
        ("Sørvik", Decimal("200.00"), Decimal("160.00"), Decimal("40.00")),
    ]


def test_what_a_grantor_was_expected_to_give(books: Books) -> None:
    (grant,) = grants(books.entries, books.settled.agreement)
    assert (grant.grantor, grant.currency) == ("Staten", "NOK")
    assert (grant.budget, grant.accounts) == (None, Decimal("100.00"))
