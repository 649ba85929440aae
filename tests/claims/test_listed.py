"""Claims as they are listed: what is left is whole, whatever of the books is hidden."""

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
from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.listed import claim_book
from fellesbok.claims.listed import open_rows
from fellesbok.claims.listed import overdue_rows
from items_by_hand import item
from objections_by_hand import claim

if TYPE_CHECKING:
    from fellesbok.books import Books

MARCH, MAY = date(2019, 3, 1), date(2019, 5, 1)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """500, 300 and 200 kr are claimed; Midvik has paid 100 of 300, and 9 of nothing."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        "2017-01-01 open Assets:Krav:Ukjent NOK\n",
        cost("2018-03-01", "1000.00"),
    )
    made = claim_without_papers(folder, "2018", "--date", "2019-01-31")
    (midvik,) = [c.id for c in made if c.payer.slug == "midvik"]
    folder.add(
        paid("2019-02-10", "Midvik", "100.00", midvik),
        '\n2019-04-01 * "Ukjent"\n  Assets:Bank  9.00 NOK\n  Assets:Krav:Ukjent\n',
    )
    return folder.load()


def test_a_claim_that_is_not_written_has_nothing_left() -> None:
    row = ClaimRow(claim())
    assert [str(x) for x in (row.left, row.credited, row.paid)] == ["0.00"] * 3
    row = ClaimRow(claim(), item=item(paid="30.00", credited="20.00"))
    assert [str(x) for x in (row.left, row.credited, row.paid)] == [
        "50.00",
        "20.00",
        "30.00",
    ]


def test_every_claim_until_a_day_with_what_is_left(books: Books) -> None:
    of = books.settled.agreement
    assert claim_book(books.entries, books.entries, of, date(2019, 1, 30)).rows == ()
    found = claim_book(books.entries, books.entries, of, MAY)
    assert {row.claim.payer.slug: row.left for row in found.rows} == {
        "midvik": Decimal(200),
        "nordvik": Decimal(500),
        "sorvik": Decimal(200),
    }
    assert all(row.is_explained for row in found.rows)
    assert (found.hidden, found.unplaced) == ((), Decimal("9.00"))
    assert [i.claim.payer.slug for i in found.open] == ["midvik", "nordvik", "sorvik"]


def test_what_filters_hide_is_not_listed_and_still_pays(books: Books) -> None:
    of = books.settled.agreement
    shown = [e for e in books.entries if "Innbetaling" not in str(e)]
    found = claim_book(books.entries, shown[:-1], of, MAY)
    midvik = next(row for row in found.rows if row.claim.payer.slug == "midvik")
    assert midvik.paid == Decimal(100)
    none = claim_book(books.entries, [], of, MAY)
    assert (none.rows, len(none.hidden)) == ((), 3)


def test_some_payers_have_their_own_claims_and_notes_alone(books: Books) -> None:
    of = books.settled.agreement
    whole = claim_book(books.entries, books.entries, of, MAY)
    own = whole.of([of.payer("midvik")])
    assert [row.claim.payer.slug for row in own.rows] == ["midvik"]
    assert {dues.payer.slug for dues in own.dues} == {"midvik"}
    assert (own.loose, own.unplaced) == ((), Decimal(0))
    assert own.seen is whole.seen


def test_what_is_open_and_what_is_overdue(books: Books) -> None:
    """On the day that they fall due nobody is reminded; the host's note is never."""
    of = books.settled.agreement
    seen = claim_book(books.entries, books.entries, of, MAY).seen
    assert len(open_rows(seen)) == 3
    reminded = overdue_rows(seen)
    assert [row.claim.payer.slug for row in reminded] == ["midvik", "sorvik"]
    assert all(row.reminder is not None for row in reminded)
    early = claim_book(books.entries, books.entries, of, date(2019, 3, 2)).seen
    assert overdue_rows(early) == []
