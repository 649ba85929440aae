"""What stands in columns that nobody reads, and when it must be asked about."""

from __future__ import annotations

from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.passed_by import PassedBy
from fellesbok_importers.rows.sheet import Row
from lists_of_people import a_profile

USUAL = ("Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Tekst", "Beløp")


def passed(column: str, *cells: str, file: str = "") -> tuple[list[str], list[str]]:
    """The column as it is named, and what is asked of it: row and word."""
    headings = Headings((Row(1, (*USUAL, column)),))
    finder = find_columns("a.csv", a_profile(file=file), headings, [])
    found = PassedBy()
    for number, cell in enumerate(cells, 2):
        found.note(Row(number, ("1", "1.1.2018", "195", "155", "x", "5", cell)), finder)
    asked = [f"{row}: {label}: {word}" for row, label, word, _ in found.asked(finder)]
    return found.named(finder)[-1:], asked


def test_a_column_of_a_few_words_is_named_with_them() -> None:
    """Each at least twice on the whole, and with letters in it."""
    assert passed("Type", "Ny", "gammel", "ny", "Ny")[0] == ["Type (gammel, ny)"]
    assert passed("Type", "Ny", "gammel")[0] == ["Type"]
    assert passed("Type", "1", "2", "1", "2")[0] == ["Type"]
    assert passed("Type", "Ny", "Ny", "Ny", "Ny")[0] == ["Type"]


def test_a_row_that_is_annulled_is_asked_about_where_it_stands() -> None:
    assert passed("Status", "Bokført", "Annullert")[1] == ["3: Status: annullert"]
    assert passed("Makulert", "nei", "x", "N")[1] == ["3: Makulert: x"]
    assert passed("Status", "Bokført", "Ok")[1] == []


def test_a_column_of_sides_that_nobody_reads_is_asked_about() -> None:
    assert passed("Merke", "D", "K.", "d")[1] == ["2: Merke: d"]
    assert passed("Merke", "D", "K", "x")[1] == []


def test_another_currency_than_kroner_is_asked_about_at_its_first_row() -> None:
    assert passed("Merke", "NOK", "EUR", "eur")[1] == ["3: Merke: eur"]
    assert passed("Merke", "NOK", "NOK")[1] == []


def test_what_the_profile_says_is_not_used_is_not_asked_about() -> None:
    not_used = "not_used: [Status]"
    assert passed("Status", "Annullert", file=not_used)[1] == []


def test_a_column_of_many_words_is_let_go() -> None:
    words = [f"ord {n}" for n in range(13)]
    assert passed("Status", *words, "annullert")[1] == []
    assert passed("Status", *words[:11], "annullert")[1] == ["13: Status: annullert"]
