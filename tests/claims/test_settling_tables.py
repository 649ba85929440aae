"""A payer's settlement as a table: columns that say something, and sums that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from claimed_year import settled
from fellesbok.claims.loose_money import Loose
from fellesbok.claims.settling_tables import settling_tables
from fellesbok.tables import targets
from plain_words import titles
from plain_words import values

if TYPE_CHECKING:
    from fellesbok.books import Books

ALWAYS = [
    *("Samarbeid", "Andel av regnskapet", "Krevd a konto", "Krevd i avregning"),
    *("Gjenstår å avregne", "Betalt", "Utestående"),
]


def test_a_year_and_its_claims_are_a_table_each(claimed: Books) -> None:
    of_year, claims = settling_tables(settled(claimed, "midvik", 2018))
    assert of_year.title == "Oppgjør for 2018: andel, krevd og betalt, kroner"
    assert titles(of_year) == ALWAYS
    amounts = ["300.00", "0.00", "300.00", "0.00", "100.00", "200.00"]
    assert values(of_year, 0) == ["IKT-samarbeidet", *amounts]
    assert values(of_year, 1) == ["Sum", *amounts]
    assert [line.role for line in of_year.lines] == ["line", "total"]
    assert values(claims, 0)[-3:] == ["300.00", "100.00", "200.00"]
    assert "til og med 31.12.2019." in str(of_year.note)


def test_a_year_without_claims_has_no_table_of_them(claimed: Books) -> None:
    (of_year,) = settling_tables(settled(claimed, "midvik", 2019))
    amounts = ["120.00", "0.00", "0.00", "120.00", "0.00", "0.00"]
    assert values(of_year, 0)[1:] == amounts


def test_nothing_owed_is_no_table(claimed: Books) -> None:
    assert settling_tables(settled(claimed, "utvik", 2018)) == []


def test_a_column_that_some_books_need_stands_where_it_says_something(
    claimed: Books,
) -> None:
    """One of two cooperations has 7.50 kr of tax, and 40 kr from before."""
    found = settled(claimed, "midvik", 2018)
    (line,) = found.lines
    taxed = replace(line, tax=Decimal("7.50"), before=Decimal("40.00"))
    table = settling_tables(replace(found, lines=(line, taxed)))[0]
    told = titles(table)
    assert [title for title in told if title not in ALWAYS] == [told[1], told[6]]
    assert "avgift" in told[6].lower()
    # 40 kr from before, twice 300 kr, and left are 0 + 300 − 300 and 40 + 300 − 300.
    assert values(table, 2) == [
        *("Sum", "40.00", "600.00", "0.00", "600.00", "40.00"),
        *("7.50", "200.00", "400.00"),
    ]


def test_each_figure_leads_to_what_it_is_made_of(claimed: Books) -> None:
    found = settled(claimed, "midvik", 2018)
    _, share, _, settlement, left, paid, outstanding = (
        cell.leads_to for cell in settling_tables(found)[0].lines[0].cells
    )
    assert share == targets.Explanation("ikt", "midvik", "2018")
    assert isinstance(settlement, targets.Page)
    assert left == targets.Account("Assets:Fordringer:Midvik:IKT", "")
    assert paid == outstanding == targets.Account("Assets:Krav:Midvik:IKT", "")
    # Nothing charged has nothing to explain.
    (line,) = found.lines
    empty = replace(found, lines=(replace(line, share=Decimal("0.00")),))
    assert settling_tables(empty)[0].lines[0].cells[1].leads_to is None


def test_what_is_paid_too_much_stands_beside_the_lines(claimed: Books) -> None:
    found = settled(claimed, "midvik", 2018)
    assert "betalt for mye" not in str(settling_tables(found)[0].note)
    of = found.payer, "Midvik", "Assets:Krav:Midvik:IKT", "IKT", date(2019, 3, 1)
    loose = Loose(*of, Decimal("9.00"), ())
    more = replace(found, book=replace(found.book, loose=(loose,)))
    said = str(settling_tables(more)[0].note)
    assert said.endswith("I tillegg er 9,00 kr betalt for mye.")
