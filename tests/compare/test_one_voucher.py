"""A voucher that is tried: what each payer then bears, and all that would be wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.parser import parser

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.compare.one_voucher import try_voucher

if TYPE_CHECKING:
    from fellesbok.books import Books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """1 000 kr, shared 5, 3 and 2; and a voucher on an account that is not open."""
    faulty = cost("2018-05-01", "1.00").replace("Assets:Bank", "Assets:Ukjent")
    folder = Folder(tmp_path_factory.mktemp("books"), faults=("Assets:Ukjent",)).write(
        rules(version(claims="claims: {due_days: 30}")),
        chart(),
        cost("2018-03-01", "1000.00"),
        faulty,
    )
    return folder.load()


def parsed(text: str) -> list[Any]:
    """A voucher as it is read from the file that it will stand in."""
    entries, errors, _ = parser.parse_string(text, report_filename="nytt.beancount")
    assert not errors
    return list(entries)


def test_what_each_payer_bears_more_with_it(books: Books) -> None:
    tried = try_voucher(books, parsed(cost("2018-06-01", "200.00")))
    assert tried.comparison is not None
    assert {e.payer: e.difference for e in tried.comparison.different} == {
        "nordvik": Decimal(100),
        "midvik": Decimal(60),
        "sorvik": Decimal(40),
    }
    assert (tried.faults, tried.notes) == ((), ())


def test_only_what_is_new_is_told(books: Books) -> None:
    """The same fault once more is a new one."""
    bad = cost("2018-06-01", "1.00").replace("Assets:Bank", "Assets:Ukjent")
    tried = try_voucher(books, parsed(bad))
    assert len(tried.faults) == 1
    assert "Assets:Ukjent" in tried.faults[0].message
    assert tried.faults[0].path == "nytt.beancount"


def test_the_books_are_as_they_were(books: Books) -> None:
    before = list(books.entries)
    entries = parsed(cost("2018-06-01", "200.00"))
    try_voucher(books, entries)
    assert list(books.entries) == before
    assert entries == parsed(cost("2018-06-01", "200.00"))
