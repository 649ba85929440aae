"""The books of one payer are books like any, with its own part and one year of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.sharing import statement
from fellesbok.viewpoint.one_payer import books_of
from fellesbok.viewpoint.one_payer import entries_of_year

if TYPE_CHECKING:
    from fellesbok.books import Books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """600 kr of 2018 and 1 000 of 2019, shared 5, 3 and 2."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        chart(),
        cost("2018-03-01", "600.00"),
        cost("2019-03-01", "1000.00"),
    )
    return folder.load()


def test_a_payer_has_its_own_shares_alone(books: Books) -> None:
    own = books_of(books, "midvik")
    found = [(s.municipality, str(s.amount)) for s in statement.shares(own.entries)]
    assert found == [("Midvik", "180.00"), ("Midvik", "300.00")]
    assert own.settled.reader == "midvik"
    assert len(statement.shares(books.entries)) == 6


def test_a_year_has_its_own_days_and_what_was_brought_into_it(books: Books) -> None:
    """The bank has paid 600 kr before 2019 begins, and 1 600 when it is over."""
    year = entries_of_year(books, 2019)
    assert {s.period for s in statement.shares(year)} == {"2019"}
    brought = [
        posting.units
        for entry in year
        if isinstance(entry, data.Transaction) and entry.flag == "S"
        for posting in entry.postings
        if posting.account == "Assets:Bank"
    ]
    assert [str(units) for units in brought] == ["-600.00 NOK"]
    last = [e.date for e in entries_of_year(books, 2018) if "fordeling" in str(e)]
    assert max(last) < date(2019, 1, 1)
