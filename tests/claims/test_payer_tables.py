"""A payer's statement as tables: what it owes, and budget and last year beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from claimed_year import stated
from fellesbok.claims.payer_tables import PayerTables
from fellesbok.tables import targets
from fellesbok.tables.values import HIDDEN
from objections_by_hand import to_share
from plain_words import titles
from plain_words import values

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.claims.payer_year import Row
    from fellesbok.claims.payer_year import Statement
    from fellesbok.tables.values import Table


def midvik(books: Books, year: int = 2018) -> Statement:
    found = stated(books, "midvik", year)
    assert found is not None
    return found


def with_row(found: Statement, row: Row) -> Statement:
    return replace(found, rows=(row,))


def owed(found: Statement, period: str = "2018") -> Table:
    (table,) = PayerTables(found, period).owed()
    return table


def beside(found: Statement, period: str = "2018") -> Table:
    (table,) = PayerTables(found, period).beside()
    return table


def test_a_share_stands_with_basis_and_key(claimed: Books) -> None:
    """Three tenths of 1 000 kr; what is claimed of it the settlement says."""
    table = owed(midvik(claimed))
    assert table.title == "Andeler, 2018, kroner"
    assert values(table, 0) == [
        *("IKT-samarbeidet", "1000.00", "vekter", "3/10", "30.00", "300.00")
    ]
    assert values(table, 1) == ["Sum", *["None"] * 4, "300.00"]
    assert "står i oppgjøret under" in str(table.note)
    amount = table.lines[0].cells[5]
    assert amount.leads_to == targets.Explanation("ikt", "midvik", "2018")


def test_where_nothing_is_claimed_the_account_says_what_is_paid(
    claimed: Books,
) -> None:
    """Of 2018 no payment is posted, which is not the same as nothing paid."""
    found = replace(midvik(claimed), has_claims=False)
    table = owed(found)
    assert table.title == "Andeler og betalinger, 2018, kroner"
    assert titles(table)[6:] == ["Betalt", "Utestående"]
    paid, outstanding = table.lines[0].cells[6:]
    assert (paid.value, paid.note) == (None, "ingen betaling ført")
    assert outstanding.value == 300


def test_what_was_owed_before_has_a_column_where_it_is_something(
    claimed: Books,
) -> None:
    """300 kr from 2018, 120 kr of 2019 and 100 kr paid: 320 kr."""
    found = replace(midvik(claimed, 2019), has_claims=False)
    table = owed(found, "2019")
    assert titles(table)[6:] == ["Skyldig fra før", "Betalt", "Utestående"]
    assert values(table, 0)[6:] == ["300.00", "100.00", "320.00"]
    assert values(table, 1)[6:] == ["300.00", "100.00", "320.00"]


def test_what_filters_hide_is_marked(claimed: Books) -> None:
    found = replace(midvik(claimed), has_claims=False)
    (row,) = found.rows
    hidden = replace(row, shares=(), shares_hidden=True, item_hidden=True)
    table = owed(with_row(found, hidden))
    assert table.lines[0].cells[5] == HIDDEN
    assert table.lines[0].cells[6:] == (HIDDEN, HIDDEN)
    assert values(table, 1)[5:] == ["None"] * 3
    assert "kan ikke brukes som krav" in str(table.note)
    part = replace(row, shares_hidden=True)
    amount = owed(with_row(found, part)).lines[0].cells[5]
    assert (amount.value, amount.note) == (300, "filteret skjuler en del")


def test_the_host_bears_its_own_share(claimed: Books) -> None:
    """Of 500 kr nothing is to be paid to anybody."""
    found = stated(claimed, "nordvik", 2018)
    assert found is not None
    (row,) = found.rows
    own = replace(row, shares=tuple(replace(s, internal=True) for s in row.shares))
    table = owed(with_row(found, own))
    assert table.lines[0].cells[5].note == "intern: egen andel som vert"
    assert [line.cells[5].value for line in table.lines[1:3]] == [500, 500]
    later = tuple(replace(s, internal=False, due="2019-03-01") for s in row.shares)
    table = owed(with_row(found, replace(row, shares=later)))
    assert table.lines[0].cells[5].note == "forfaller 2019-03-01"


def test_a_share_that_is_objected_to_is_marked(claimed: Books) -> None:
    found = midvik(claimed)
    (row,) = found.rows
    assert row.cooperation is not None
    objection = to_share(payer=found.payer, cooperation=row.cooperation)
    (table,) = PayerTables(found, "2018", [objection]).owed()
    assert table.lines[0].cells[5].note == "2018-lyngen-1: åpen"
    (table,) = PayerTables(found, "2018", [replace(objection, year=2017)]).owed()
    assert not table.lines[0].cells[5].note


def test_a_part_of_a_year_is_told_to_be_one(claimed: Books) -> None:
    found = replace(midvik(claimed), whole_year=False)
    assert "Oppgjøret under gjelder hele 2018" in str(owed(found, "2018-Q1").note)
    unclaimed = replace(found, has_claims=False)
    assert "gjelder året så langt" in str(owed(unclaimed, "2018-Q1").note)
    # And has no variance: the budget is of all the year.
    table = beside(found, "2018-Q1")
    assert values(table, 0)[1:4] == ["270.00", "300.00", "None"]
    assert "Avvik vises bare når perioden er et helt år" in str(table.note)


def test_the_budget_less_the_accounts_is_the_variance(claimed: Books) -> None:
    """270 kr were expected and 300 kr charged; 2017 has no shares at all."""
    table = beside(midvik(claimed))
    assert values(table, 0) == [
        *("IKT-samarbeidet", "270.00", "300.00", "-30.00", "None")
    ]
    assert values(table, 1) == ["Sum", "270.00", "300.00", "-30.00", "None"]
    assert str(table.note).endswith("Bøkene har ingen andeler for 2017.")


def test_a_year_without_budget_has_no_variance(claimed: Books) -> None:
    table = beside(midvik(claimed, 2019), "2019")
    assert values(table, 0)[1:] == ["None", "120.00", "None", "300.00"]
    assert "ingen andeler" not in str(table.note)


def test_a_budget_of_other_days_has_no_variance(claimed: Books) -> None:
    found = midvik(claimed)
    (row,) = found.rows
    table = beside(with_row(found, replace(row, is_comparable=False)))
    assert values(table, 0)[3] == "None"


def test_what_belongs_to_no_cooperation_is_owed_too(claimed: Books) -> None:
    """A payment before anybody knew what it was for; it has no share and no budget."""
    found = midvik(claimed)
    (row,) = found.rows
    loose = replace(
        row, title="Ukjent", cooperation=None, shares=(), budget=None, last_year=None
    )
    both = replace(found, rows=(row, loose), has_claims=False)
    table = owed(both)
    assert values(table, 1)[:6] == ["Ukjent", *["None"] * 5]
    assert table.lines[1].cells[0].leads_to is None
    assert str(table.lines[2].cells[-1].value) == "600.00"
    assert len(beside(both).lines) == 2
    empty = replace(loose, item=None)
    assert PayerTables(with_row(found, empty), "2018").owed() == []
    assert PayerTables(with_row(found, empty), "2018").beside() == []


def test_a_sum_of_two_variances_says_of_how_many_it_is(claimed: Books) -> None:
    """One of two has no budget: the sum is of one of them."""
    found = midvik(claimed)
    (row,) = found.rows
    more = replace(found, rows=(row, replace(row, budget=None)))
    table = beside(more)
    assert values(table, 2)[:3] == ["Sum", "270.00", "600.00"]
    variance = table.lines[2].cells[3]
    assert (str(variance.value), variance.note) == ("-30.00", "1 av 2")
    assert "for 1 av 2 samarbeid" in str(table.note)
