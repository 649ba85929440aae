"""What a year opens with: balances, open claims and funds of the day before.

Nordvik, Midvik and Sørvik share 1 000 kr of 2018 by 5, 3 and 2; it is claimed in 2019.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim_without_papers
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.closing.opens_with import OpensWith
from fellesbok.closing.opens_with import opening_of

if TYPE_CHECKING:
    from fellesbok.books import Books

LOOSE = """
2019-06-01 * "Midvik" "Innbetaling"
  Assets:Bank  25.00 NOK
  Assets:Krav:Midvik:IKT  -25.00 NOK
"""
EURO = """
2018-01-01 open Assets:Euro EUR
2018-01-01 open Equity:Euro EUR
2018-06-01 * "Veksel"
  Assets:Euro  10.00 EUR
  Equity:Euro
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books with claims of 2018, one of which is paid, and a cost of 2019."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        EURO,
        cost("2018-03-01", "1000.00"),
    )
    made = claim_without_papers(folder, "2018", "--date", "2019-01-31")
    (midvik,) = [c.id for c in made if c.payer.slug == "midvik"]
    folder.add(paid("2019-03-01", "Midvik", "300.00", midvik))
    folder.add(LOOSE, cost("2019-05-01", "70.00"))
    return folder.load()


def opening(books: Books, year: int) -> OpensWith:
    """What a year of the books opens with; every voucher balances."""
    found = opening_of(books.entries, books.settled.agreement, year)
    assert found.total == 0
    return found


def test_a_year_opens_with_what_is_shared_and_not_claimed_yet(books: Books) -> None:
    found = opening(books, 2019)
    assert found.day == date(2018, 12, 31)
    assert found.balances == {
        "Assets:Bank": Decimal("-1000.00"),
        "Assets:Fordringer": Decimal("1000.00"),
    }
    assert found.result == found.claims == found.outstanding == 0
    assert found.funds == {}


def test_what_is_open_is_what_the_accounts_of_claims_hold(books: Books) -> None:
    """Of 500, 300 and 200 the 300 are paid, and 25 more that pay no claim."""
    found = opening(books, 2020)
    assert (found.claims, found.outstanding) == (2, Decimal("675.00"))
    assert found.on_claims == found.balances["Assets:Krav"] == Decimal("675.00")
    assert found.balances["Assets:Bank"] == Decimal("-745.00")


def test_the_first_year_opens_with_nothing(books: Books) -> None:
    found = opening(books, 2018)
    assert found.balances == {}
    assert found.result == found.claims == 0
