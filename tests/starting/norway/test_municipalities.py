"""The list of Norway's municipalities, held against itself and what the books know."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from stdnum.no import orgnr

from fellesbok.starting.norway.municipalities import UnknownMunicipalityError
from fellesbok.starting.norway.municipalities import find_municipality
from fellesbok.starting.norway.municipalities import municipalities

HOUSE = Path(__file__).parents[3]


def test_every_municipality_is_there_once() -> None:
    found = municipalities()

    assert len(found) == 357
    assert len({each.number for each in found}) == 357
    assert {each.numbers[-1][0] for each in found} == {each.number for each in found}


def test_organisation_numbers_hold_and_those_that_lack_are_blank() -> None:
    stated = [each for each in municipalities() if each.organisation_number]
    others = {each.name for each in municipalities()} - {each.name for each in stated}

    assert all(orgnr.is_valid(each.organisation_number) for each in stated)
    assert others == {"Ålesund", "Haram"}


def test_it_says_what_the_books_of_nord_troms_say() -> None:
    with (HOUSE / "ledger/statistics/population.csv").open(encoding="utf-8") as rows:
        booked = list(csv.DictReader(rows))

    assert len(booked) > 100
    for row in booked:
        found = find_municipality(row["municipality"])
        year = int(row["date"][:4])
        assert str(found.population[year]) == row["population"], row
        assert found.number_in(year) == row["number"], row


@pytest.mark.parametrize(
    "wanted", ["Kåfjord", "kåfjord ", "Gáivuotna", "5540", "1940", "940363586"]
)
def test_it_is_found_by_each_of_its_names_and_numbers(wanted: str) -> None:
    assert find_municipality(wanted).name == "Kåfjord"


def test_what_two_are_called_is_asked() -> None:
    with pytest.raises(UnknownMunicipalityError) as refused:
        find_municipality("Herøy")

    assert str(refused.value) == (
        "Flere kommuner heter «Herøy»: 1515 i Møre og Romsdal, 1818 i Nordland. Skriv"
        " kommunenummeret."
    )
    assert find_municipality("1818").county == "Nordland"


def test_nothing_is_found_by_nothing() -> None:
    with pytest.raises(UnknownMunicipalityError):
        find_municipality("")
