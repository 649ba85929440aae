"""What is claimed stands; those that are left take what it was too little or much."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.instalments import Part
from fellesbok.agreement.instalments import difference_ore
from fellesbok.agreement.instalments import with_facts
from settled_years import version

QUARTERS = [250, 250, 250, 250]


@pytest.mark.parametrize(
    ("claimed", "now"),
    [
        ({}, [250, 250, 250, 250]),
        # 50 too little, shared by the three that are left: 16, 17 and 17.
        ({1: 200}, [200, 266, 267, 267]),
        # 50 too much: -17, -17 and -16.
        ({1: 300}, [300, 233, 233, 234]),
        # One that is claimed out of its order stands where it is.
        ({3: 251}, [249, 250, 251, 250]),
        ({1: 0, 2: 0, 3: 0}, [0, 0, 0, 1000]),
        # Nothing is left to take it: it is for the settlement.
        ({1: 1, 2: 2, 3: 3, 4: 4}, [1, 2, 3, 4]),
        # The plan has no fifth any more, and it was claimed.
        ({5: 100}, [225, 225, 225, 225]),
        ({1: 250, 5: 100}, [250, 216, 217, 217]),
    ],
)
def test_the_rest_is_taken_by_those_that_are_left(
    claimed: dict[int, int], now: list[int]
) -> None:
    assert with_facts(QUARTERS, claimed) == now
    if len(claimed) < len(QUARTERS):
        beyond = sum(ore for number, ore in claimed.items() if number > len(QUARTERS))
        assert sum(now) + beyond == sum(QUARTERS)


def test_each_host_has_its_own_instalments() -> None:
    """The first host claimed 50 too much; only its own second can give that back."""
    hosts = {1: "kafjord", 2: "kafjord", 3: "lyngen", 4: "lyngen"}
    assert with_facts(QUARTERS, {1: 300}, hosts) == [300, 200, 250, 250]
    assert with_facts(QUARTERS, {1: 300, 2: 250}, hosts) == [300, 250, 250, 250]


def test_the_difference_is_of_what_is_claimed_alone() -> None:
    assert difference_ore(QUARTERS, {}) == 0
    assert difference_ore(QUARTERS, {1: 200, 2: 260}) == 40
    assert difference_ore(QUARTERS, {9: 30}) == -30


def test_a_due_date_has_come_on_its_own_day() -> None:
    dues = (date(2018, 2, 15), date(2018, 8, 15))
    part = Part(version(Equal()), date(2018, 1, 1), date(2018, 12, 31), dues, {})
    days = (date(2018, 2, 14), date(2018, 2, 15), date(2018, 8, 15))
    assert [part.passed(day) for day in days] == [0, 1, 2]
