"""The made-up country that many regions are tried and measured on."""

from __future__ import annotations

from stdnum.no import orgnr

from fellesbok.starting.norway.municipalities import municipalities
from made_country import COOPERATIONS
from made_country import COUNCILS
from made_country import MUNICIPALITIES
from made_country import country
from made_country import organisation_number

COUNTRY = country()


def test_it_has_as_many_of_each_as_it_says_and_none_that_is_real() -> None:
    members = [each for council in COUNTRY for each in council.municipalities]
    assert len({council.slug for council in COUNTRY}) == COUNCILS
    assert len({each.name for each in members}) == MUNICIPALITIES
    assert len({each.slug for each in members}) == MUNICIPALITIES
    assert sum(len(council.services) for council in COUNTRY) == COOPERATIONS
    real = municipalities()
    assert not {each.name for each in members} & {each.name for each in real}
    assert not {each.number for each in members} & {each.number for each in real}


def test_numbers_of_organisations_add_up_and_are_nobodys() -> None:
    numbers = [
        organisation_number(int(each.number))
        for council in COUNTRY
        for each in council.municipalities
    ]
    assert len(set(numbers)) == MUNICIPALITIES
    assert all(map(orgnr.is_valid, numbers))
    assert {number[0] for number in numbers} == {"1"}


def test_the_same_is_made_each_time_also_where_only_a_part_is() -> None:
    assert country() == COUNTRY
    assert country(3) == COUNTRY[:3]


def test_some_have_no_key_and_some_have_had_another() -> None:
    services = [each for council in COUNTRY for each in council.services]
    without = [each for each in services if "not_stated" in each.keys[0]]
    assert 0 < len(without) < COOPERATIONS / 10
    assert any(len(each.keys) == 2 for each in services)
    assert len({each.keys[0].partition(":")[0] for each in services}) >= 6
