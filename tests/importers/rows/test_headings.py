"""What the columns of a file are called, whatever rows their names stand in."""

from __future__ import annotations

import pytest

from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.headings import in_kroner
from fellesbok_importers.rows.headings import known
from fellesbok_importers.rows.headings import says_of_amount
from fellesbok_importers.rows.sheet import Row
from lists_of_people import a_profile

ABOVE = Row(3, ("Bilag", "", "Beløp", "", ""))
BELOW = Row(4, ("Nr", "Dato", "Debet", "Kredit", " "))
TWO = Headings((ABOVE, BELOW))


def test_names_are_compared_without_case_and_spaces() -> None:
    assert known("  Beløp \n i  NOK ") == "beløp i nok"


def test_the_lowest_name_over_a_column_is_what_it_is_called() -> None:
    assert [TWO.label(index) for index in range(5)] == [
        "Nr",
        "Dato",
        "Debet",
        "Kredit",
        "",
    ]
    assert (TWO.row, TWO.width) == (3, 4)
    assert TWO.told() == "Nr, Dato, Debet, Kredit"


def test_a_column_is_found_by_its_own_name_and_with_the_one_above_it() -> None:
    """A name stands over the blank columns after it too."""
    assert TWO.places() == {
        "nr": [0],
        "bilag nr": [0],
        "dato": [1],
        "bilag dato": [1],
        "debet": [2],
        "beløp debet": [2],
        "kredit": [3],
        "beløp kredit": [3],
    }


def test_a_name_that_stands_twice_is_found_twice() -> None:
    assert Headings((Row(1, ("Art", "Tekst", "art ")),)).places()["art"] == [0, 2]


def test_without_names_there_is_nothing_to_find() -> None:
    none = Headings()
    assert (none.row, none.width, none.places(), none.label(0)) == (None, 0, {}, "")
    assert not none.is_again(Row(9, ("Nr", "Dato")))


def test_the_names_once_more_are_known_as_on_a_new_page() -> None:
    assert TWO.is_again(Row(60, ("nr", "dato", "debet", "kredit")))
    assert TWO.is_again(Row(60, ABOVE.cells))
    assert not TWO.is_again(Row(60, ("nr", "dato", "debet")))
    assert not TWO.is_again(Row(60, ("nr", "dato", "debet", "1")))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Debet beløp", "debit"),
        ("KREDITT", "credit"),
        ("D/K", "side"),
        ("Valutasort", "currency"),
        ("Beløp", None),
    ],
)
def test_some_names_say_which_side_or_currency_an_amount_is_of(
    name: str, said: str | None
) -> None:
    assert says_of_amount(name) == said


@pytest.mark.parametrize(
    ("amount", "beside", "is_kroner"),
    [
        ("Beløp NOK", "Valuta", True),
        ("Beløp i kr", "Valuta", True),
        ("Beløp", "Valutabeløp", True),
        ("Beløp", "Valuta", False),
        ("Valutabeløp", "Valuta", False),
    ],
)
def test_an_amount_is_in_kroner_by_its_name_or_by_what_stands_beside_it(
    amount: str, beside: str, *, is_kroner: bool
) -> None:
    columns = a_profile(f"amount: {amount}").columns
    headings = Headings((Row(1, ("Bilagsnr", amount, beside)),))
    assert in_kroner(columns, headings) is is_kroner
