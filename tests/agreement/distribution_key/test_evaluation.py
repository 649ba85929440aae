"""What a key is told: figures of a day, and parts of a year; and what it lacks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key.evaluation import CannotShareError
from fellesbok.agreement.distribution_key.evaluation import MissingFigureError
from fellesbok.agreement.distribution_key.evaluation import ServiceYear
from fellesbok.agreement.distribution_key.evaluation import StatisticDate
from fellesbok.agreement.distribution_key.evaluation import added
from fellesbok.agreement.distribution_key.evaluation import figures_of
from fellesbok.agreement.distribution_key.evaluation import require_same_payers
from fellesbok.agreement.distribution_key.evaluation import values_on
from fellesbok.agreement.distribution_key.lots import Lot
from keys_by_hand import STATISTICS
from keys_by_hand import now


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (StatisticDate(), date(2018, 1, 1)),
        (StatisticDate("accounting_year", 7, 1), date(2018, 7, 1)),
        (StatisticDate("year_before"), date(2017, 1, 1)),
        (StatisticDate("year_before", 12, 31), date(2017, 12, 31)),
        (StatisticDate(None, fixed=date(2016, 1, 1)), date(2016, 1, 1)),
    ],
)
def test_which_day_of_a_statistic_counts(asked: StatisticDate, day: date) -> None:
    assert asked.of(2018) == day


def test_a_figure_is_of_its_own_day_and_of_no_day_beside_it() -> None:
    people = STATISTICS["population"]
    assert people.on("lyngen", date(2018, 1, 1)).value == 2877
    with pytest.raises(MissingFigureError) as refused:
        people.on("lyngen", date(2018, 1, 2))
    assert refused.value.values["day"] == date(2018, 1, 2)
    assert refused.value.values["payer"] == "lyngen"


def test_values_are_those_of_the_members_and_zero_is_one() -> None:
    day = date(2018, 1, 1)
    found = values_on("crew", day, now("lyngen", "storfjord"))
    assert found == {"lyngen": 0, "storfjord": 12}


def test_a_key_may_name_more_than_take_part_but_not_fewer() -> None:
    figures = {"lyngen": Fraction(2), "kafjord": Fraction(1)}
    assert figures_of(figures, ["kafjord"]) == {"kafjord": 1}
    with pytest.raises(CannotShareError) as refused:
        figures_of(figures, ["storfjord", "kafjord", "nordreisa"])
    assert refused.value.values["payers"] == "nordreisa, storfjord"


def test_fixed_figures_are_for_just_those_who_take_part() -> None:
    figures = {"lyngen": Fraction(2), "kafjord": Fraction(1)}
    require_same_payers(figures, now("kafjord", "lyngen"))
    for members in (("kafjord",), ("kafjord", "lyngen", "storfjord")):
        with pytest.raises(CannotShareError):
            require_same_payers(figures, now(*members))


def test_entitlements_are_added_by_payer() -> None:
    found = added(
        [
            {"lyngen": Fraction(1, 3), "kafjord": Fraction(2)},
            {"lyngen": Fraction(2, 3)},
            {"storfjord": Fraction(-5)},
        ]
    )
    assert found == {"lyngen": 1, "kafjord": 2, "storfjord": -5}
    assert added([]) == {}


YEAR = ServiceYear(
    2018,
    {},
    held=Fraction(3, 4),
    held_so_far=Fraction(1, 2),
    takes_part={"lyngen": Fraction(1, 4)},
    so_far={"lyngen": Fraction(0)},
    is_over=False,
)
"""Terms of three quarters, two of which are over; Lyngen enters in the last."""


def test_a_yearly_amount_is_by_the_days_of_who_enters_and_else_of_the_terms() -> None:
    assert YEAR.whole("lyngen") == Fraction(1, 4)
    assert YEAR.due("lyngen") == 0
    assert (YEAR.whole("kafjord"), YEAR.due("kafjord")) == (
        Fraction(3, 4),
        Fraction(1, 2),
    )


def test_who_a_group_names_pays_as_long_as_the_key_holds() -> None:
    named = YEAR.with_parties(["lyngen"])
    assert (named.whole("lyngen"), named.due("lyngen")) == (
        Fraction(3, 4),
        Fraction(1, 2),
    )
    assert YEAR.with_parties(["staten"]) == YEAR


def test_a_lot_tells_who_takes_part_and_who_paid() -> None:
    lot = Lot(("kafjord", "lyngen"), (), bearer="lyngen")
    found = YEAR.circumstances(lot)
    assert (found.members, found.year, found.bearer) == (lot.members, 2018, "lyngen")
    assert found.year_part == Fraction(3, 4)
