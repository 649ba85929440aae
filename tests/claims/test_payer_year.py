"""What a payer is charged, has paid and owes in a period, and what filters hide."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from claimed_year import misplaced
from claimed_year import stated
from fellesbok.claims.payer_year import Seen
from fellesbok.claims.payer_year import statement_of
from fellesbok.claims.written import is_claim
from fellesbok.contradictions import ContradictionError
from fellesbok.sharing import statement
from fellesbok.viewpoint.one_payer import entries_of_year

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.claims.payer_year import Row


def only(books: Books, payer: str, year: int) -> Row:
    found = stated(books, payer, year)
    assert found is not None
    (row,) = found.rows
    return row


@pytest.mark.parametrize(
    ("payer", "share", "budget"),
    [
        ("nordvik", "500.00", "450.00"),
        ("midvik", "300.00", "270.00"),
        ("sorvik", "200.00", "180.00"),
    ],
)
def test_a_share_stands_beside_its_budget(
    claimed: Books, payer: str, share: str, budget: str
) -> None:
    """5, 3 and 2 tenths of 1 000 kr, and of a budget of 900 kr."""
    row = only(claimed, payer, 2018)
    assert (str(row.amount), str(row.budget)) == (share, budget)
    assert row.last_year is None
    assert (row.shares_hidden, row.item_hidden, row.is_comparable) == (
        *(False, False, True),
    )


def test_a_year_stands_beside_the_year_before(claimed: Books) -> None:
    """No budget is a blank, not zero; 300 + 120 − 100 kr are owed at the end."""
    row = only(claimed, "midvik", 2019)
    assert (row.amount, row.budget, row.last_year) == (
        *(Decimal("120.00"), None, Decimal("300.00")),
    )
    item = row.item
    assert item is not None
    assert (item.brought_forward, item.paid, item.outstanding) == (
        *(Decimal("300.00"), Decimal("100.00"), Decimal("320.00")),
    )


def test_a_year_that_only_the_year_before_says_something_of_is_shown(
    claimed: Books,
) -> None:
    row = only(claimed, "midvik", 2020)
    assert (row.amount, row.last_year) == (None, Decimal("120.00"))


@pytest.mark.parametrize(("payer", "year"), [("utvik", 2018), ("midvik", 2017)])
def test_who_has_nothing_has_no_statement(
    claimed: Books, payer: str, year: int
) -> None:
    assert stated(claimed, payer, year) is None


def test_the_statement_says_what_the_books_have_beside_it(claimed: Books) -> None:
    first, second = (stated(claimed, "midvik", year) for year in (2018, 2019))
    assert first is not None
    assert second is not None
    assert (first.has_last_year, second.has_last_year) == (False, True)
    assert first.funds == ()


@pytest.mark.parametrize(
    ("claimed_of", "has_claims"),
    [({"Midvik"}, True), ({"Nordvik", "Sørvik"}, False), (set(), False)],
)
def test_what_is_claimed_of_others_is_no_claim_of_the_payer(
    claimed: Books, claimed_of: set[str], *, has_claims: bool
) -> None:
    everything = [
        entry
        for entry in claimed.entries
        if not is_claim(entry) or entry.meta["kommune"] in claimed_of
    ]
    entries = entries_of_year(claimed, 2018)
    seen = Seen(entries, entries, everything, claimed.settled)
    payer = claimed.settled.agreement.payer("midvik")
    found = statement_of(seen, payer, 2018, whole_year=True)
    assert found is not None
    assert found.has_claims is has_claims


def test_what_a_filter_hides_is_marked_and_not_left_out(claimed: Books) -> None:
    """The reader sees nothing of what is charged; the budget is there all the same."""
    entries = entries_of_year(claimed, 2018)
    shown = [each for each in entries if not statement.shares([each], 2018)]
    seen = Seen(shown, entries, list(claimed.entries), claimed.settled)
    payer = claimed.settled.agreement.payer("midvik")
    found = statement_of(seen, payer, 2018, whole_year=True)
    assert found is not None
    (row,) = found.rows
    assert (row.amount, row.shares_hidden, row.item_hidden) == (None, True, True)
    assert row.budget == 270


def test_a_share_that_is_not_on_the_account_is_a_contradiction(
    claimed: Books,
) -> None:
    """300 kr are said to be Midvik's share, and stand on the bank instead."""
    wrong = misplaced(entries_of_year(claimed, 2018), "Midvik")
    seen = Seen(wrong, wrong, list(claimed.entries), claimed.settled)
    payer = claimed.settled.agreement.payer("midvik")
    with pytest.raises(ContradictionError, match="det som er belastet"):
        statement_of(seen, payer, 2018, whole_year=True)
