"""Claims and payments of one payer, as they are held against its own books."""

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
from fellesbok.claims.held_against import claims_held
from fellesbok.claims.held_against import hosts_of
from fellesbok.claims.held_against import payments_held

if TYPE_CHECKING:
    from fellesbok.books import Books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Midvik is claimed 300 kr of 2018 in 2019, and has paid 300 and 5 more."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        cost("2018-03-01", "1000.00"),
    )
    claim_without_papers(folder, "2018", "--date", "2019-01-31")
    folder.add(paid("2019-02-10", "Midvik", "305.00"))
    return folder.load()


def test_a_claim_is_of_the_year_of_its_period_whenever_it_was_made(
    books: Books,
) -> None:
    of = books.settled.agreement
    (held,) = claims_held(books.entries, of, of.payer("midvik"))
    assert (held.day, held.year) == (date(2019, 1, 31), 2018)
    assert (held.amount, held.tax) == (Decimal(300), Decimal(0))
    assert (held.claim, held.account) == ("nordvik-2019-0001", "IKT")
    assert held.kid


def test_a_payment_is_of_the_year_of_its_day_and_the_rest_pays_none(
    books: Books,
) -> None:
    of = books.settled.agreement
    found = payments_held(books.entries, of, of.payer("midvik"))
    assert [(p.claim, p.amount, p.year) for p in found] == [
        ("", Decimal(5), 2019),
        ("nordvik-2019-0001", Decimal(300), 2019),
    ]
    assert payments_held(books.entries, of, of.payer("sorvik")) == ()


def test_the_hosts_note_to_itself_is_no_claim(books: Books) -> None:
    of = books.settled.agreement
    assert claims_held(books.entries, of, of.payer("nordvik")) == ()
    assert hosts_of(books.entries, of, of.payer("nordvik")) == ()
    assert hosts_of(books.entries, of, of.payer("midvik")) == ("nordvik",)
