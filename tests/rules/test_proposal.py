"""Figures that are tried in the place of those that stand, and those that go on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import Observation
from fellesbok.rules.proposal import AS_WRITTEN
from fellesbok.rules.proposal import Proposal
from fellesbok.rules.proposal import carried_on
from fellesbok.rules.proposal import with_figures
from settled_years import agreement

PEOPLE = agreement().statistics
(NAME, STATISTIC), *_ = PEOPLE.items()


def day(year: int, month: int = 1, number: int = 1) -> date:
    return date(year, month, number)


def seen(*days: tuple[str, date]) -> dict[tuple[str, date], Observation]:
    return {each: Observation(Fraction(n), "") for n, each in enumerate(days)}


def test_what_nobody_tries_is_as_it_is_written() -> None:
    assert with_figures(PEOPLE, AS_WRITTEN) == PEOPLE


def test_a_figure_takes_the_place_of_the_one_of_the_same_payer_and_day() -> None:
    (payer, when), _ = next(iter(STATISTIC.observations.items()))
    tried = Proposal(
        figures={(NAME, payer, when): Fraction(7), ("x", "y", when): Fraction(1)}
    )
    found = with_figures(PEOPLE, tried)[NAME].observations
    assert found[payer, when].value == 7
    assert len(found) == len(STATISTIC.observations)
    assert STATISTIC.observations[payer, when].value != 7, "nothing is edited"


def test_the_newest_figure_of_each_stands_for_the_days_that_are_not_published() -> None:
    """Each January and July until 2020; Lyngen's newest is half a year older."""
    found = carried_on(
        seen(
            ("lyngen", day(2018)),
            ("lyngen", day(2018, 7)),
            ("kafjord", day(2019)),
        ),
        2019,
    )
    assert found == {
        ("kafjord", day(2019, 7)): day(2019),
        ("lyngen", day(2019)): day(2018, 7),
        ("lyngen", day(2019, 7)): day(2018, 7),
    }


def test_the_29th_of_february_is_of_some_years_alone() -> None:
    found = carried_on(seen(("lyngen", day(2016, 2, 29))), 2021)
    assert list(found) == [("lyngen", day(2020, 2, 29))]


def test_nothing_goes_on_into_years_that_are_not_asked_for() -> None:
    assert carried_on(seen(("lyngen", day(2018))), 2018) == {}
    assert carried_on({}, 2030) == {}
