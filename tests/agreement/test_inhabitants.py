"""Who lives where on 1 January; not known of one is not known of the sum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.agreement.inhabitants import per_inhabitant
from settled_years import agreement
from settled_years import version

SIX = agreement(version(Equal()))


def test_people_are_those_of_the_years_first_day() -> None:
    assert inhabitants(SIX, 2018, ["lyngen", "kafjord"]) == {
        "lyngen": 2877,
        "kafjord": 2132,
    }
    assert inhabitants(SIX, 2019, ["lyngen"]) == {"lyngen": 2847}


@pytest.mark.parametrize(
    ("year", "slugs"), [(2021, ["lyngen"]), (2018, ["lyngen", "staten"])]
)
def test_where_one_is_not_known_none_is_told(year: int, slugs: list[str]) -> None:
    assert inhabitants(SIX, year, slugs) == {}


def test_rules_without_the_statistic_know_nobody() -> None:
    assert inhabitants(replace(SIX, statistics={}), 2018, ["lyngen"]) == {}


@pytest.mark.parametrize(
    ("amount", "people", "told"),
    [
        ("100.00", 3, "33.33"),
        ("200.00", 3, "66.67"),
        ("0.01", 2, "0.01"),  # half an øre goes away from zero
        ("-0.01", 2, "-0.01"),
        ("0.00", 2877, "0.00"),
    ],
)
def test_kroner_per_inhabitant_are_rounded_to_the_ore(
    amount: str, people: int, told: str
) -> None:
    assert str(per_inhabitant(Decimal(amount), people)) == told
