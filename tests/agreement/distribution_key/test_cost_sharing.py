"""Keys that share a cost: an example of each by hand, and what it refuses.

Nothing is rounded by a key, so the examples are exact; amounts are in øre, and an
underscore stands where the kroner end.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Weights
from keys_by_hand import BY_POPULATION
from keys_by_hand import FORTY_SIXTY
from keys_by_hand import IN_THE_YEAR
from keys_by_hand import entitled
from keys_by_hand import now
from keys_by_hand import refusal


def test_equal_parts() -> None:
    third = Fraction(100_00, 3)
    assert entitled(Equal(), 100_00, now("kafjord", "lyngen", "storfjord")) == {
        "kafjord": third,
        "lyngen": third,
        "storfjord": third,
    }


def test_nobody_to_share_between_is_refused() -> None:
    assert "ingenting å fordele etter" in refusal(Equal(), 100_00, now())


@pytest.mark.parametrize(
    ("day", "lyngen", "kafjord"),
    [
        (StatisticDate("accounting_year"), 2877, 2132),
        (StatisticDate("year_before"), 2876, 2132),
        (StatisticDate("accounting_year", 7, 1), 3000, 1000),
        (StatisticDate(None, fixed=date(2017, 1, 1)), 2876, 2132),
    ],
)
def test_by_population_on_the_day_that_the_key_says(
    day: StatisticDate, lyngen: int, kafjord: int
) -> None:
    key = ByStatistic("population", day)
    assert entitled(key, 1_000_00, now("kafjord", "lyngen")) == {
        "kafjord": Fraction(1_000_00 * kafjord, lyngen + kafjord),
        "lyngen": Fraction(1_000_00 * lyngen, lyngen + kafjord),
    }


def test_an_evaluation_tells_what_it_looked_up_and_when() -> None:
    found = BY_POPULATION.evaluate(Fraction(1_00), now("kafjord", "lyngen"))
    assert found.figures == {"kafjord": 2132, "lyngen": 2877}
    assert found.statistic_date == date(2018, 1, 1)


def test_a_missing_figure_is_not_borrowed_from_another_day() -> None:
    key = ByStatistic("population", StatisticDate("accounting_year", 7, 1))
    message = refusal(key, 1_00, now("kafjord", "lyngen", "storfjord"))
    assert "population" in message
    assert "storfjord" in message
    assert "2018-07-01" in message


@pytest.mark.parametrize("year", [2018, 2019])
def test_a_base_of_zero_or_with_negative_figures_is_refused(year: int) -> None:
    key = ByStatistic("crew", IN_THE_YEAR)
    message = refusal(key, 1_00, now("kafjord", "lyngen", year=year))
    assert "null eller negative" in message


def test_one_zero_among_others_means_no_part() -> None:
    key = ByStatistic("crew", IN_THE_YEAR)
    assert entitled(key, 1_00, now("kafjord", "storfjord")) == {
        "kafjord": 0,
        "storfjord": 1_00,
    }


SKOGBRUK = Shares(
    {
        "kafjord": Fraction(15, 100),
        "lyngen": Fraction(50, 100),
        "nordreisa": Fraction(30, 100),
        "skjervoy": Fraction(5, 100),
    }
)


def test_fixed_percentages() -> None:
    members = ("kafjord", "lyngen", "nordreisa", "skjervoy")
    assert entitled(SKOGBRUK, 645_000_00, now(*members)) == {
        "kafjord": 96_750_00,
        "lyngen": 322_500_00,
        "nordreisa": 193_500_00,
        "skjervoy": 32_250_00,
    }


@pytest.mark.parametrize(
    "members",
    [
        pytest.param(("kafjord", "lyngen", "nordreisa"), id="one has left"),
        pytest.param(
            ("kafjord", "lyngen", "nordreisa", "skjervoy", "storfjord"),
            id="one has joined",
        ),
    ],
)
def test_percentages_are_not_stretched_to_other_members(
    members: tuple[str, ...],
) -> None:
    message = refusal(SKOGBRUK, 1_00, now(*members))
    assert ", ".join(members) in message
    assert "kafjord, lyngen, nordreisa, skjervoy" in message


def test_weights_are_among_those_who_take_part() -> None:
    key = Weights({"kafjord": Fraction(1), "lyngen": Fraction(3), "tana": Fraction(9)})
    assert entitled(key, 1_000_00, now("kafjord", "lyngen")) == {
        "kafjord": 250_00,
        "lyngen": 750_00,
    }
    assert "storfjord" in refusal(key, 1_00, now("kafjord", "storfjord"))


def test_weights_of_zero_leave_nothing_to_share_by() -> None:
    key = Weights({"kafjord": Fraction(0), "lyngen": Fraction(0), "tana": Fraction(9)})
    assert "ingenting" in refusal(key, 1_00, now("kafjord", "lyngen"))


def test_forty_sixty_in_one_step() -> None:
    # 40 % of 1000 kr in two, and 60 % by 2132 and 2877 inhabitants.
    assert entitled(FORTY_SIXTY, 1_000_00, now("kafjord", "lyngen")) == {
        "kafjord": 200_00 + Fraction(600_00 * 2132, 5009),
        "lyngen": 200_00 + Fraction(600_00 * 2877, 5009),
    }


def test_a_combination_keeps_each_part_with_its_amount() -> None:
    found = FORTY_SIXTY.evaluate(Fraction(1_000_00), now("kafjord", "lyngen"))
    assert [step.amount_ore for step in found.steps] == [400_00, 600_00]
    assert [step.key for step in found.steps] == [Equal(), BY_POPULATION]


def test_keys_within_keys() -> None:
    # A tenth to the host's percentages, nine tenths by a 1/3–2/3 key of its own name.
    inner = Named(
        "third",
        "1/3 + 2/3",
        Combined(
            (
                (Fraction(1, 3), Equal()),
                (Fraction(2, 3), Weights({"a": Fraction(1), "b": Fraction(2)})),
            )
        ),
    )
    host = Shares({"a": Fraction(1), "b": Fraction(0)})
    key = Combined(((Fraction(1, 10), host), (Fraction(9, 10), inner)))
    # a: 1/10 + 9/10 × (1/3 × 1/2 + 2/3 × 1/3) = 1/10 + 9/10 × 7/18 = 9/20
    assert entitled(key, 2_000_00, now("a", "b")) == {"a": 900_00, "b": 1_100_00}


def test_groups_with_an_unstated_key_stand_together() -> None:
    # HoppIdé C: 54.2 % on the municipalities, how is not said; 45.8 % on others.
    municipalities = Group(
        Fraction(542, 1000), None, NotStated("ikke oppgitt"), "kommunene"
    )
    others = Group(Fraction(458, 1000), ("eksterne",), Equal())
    key = Groups((municipalities, others))
    assert entitled(key, 127_000_00, now("kafjord", "lyngen")) == {
        "kommunene": 68_834_00,
        "eksterne": 58_166_00,
    }


def test_groups_share_inside_and_a_payer_in_two_pays_for_both() -> None:
    key = Groups(
        (
            Group(Fraction(3, 5), None, Equal()),
            Group(Fraction(2, 5), ("storfjord", "lyngen"), BY_POPULATION),
        )
    )
    assert entitled(key, 1_000_00, now("kafjord", "lyngen")) == {
        "kafjord": 300_00,
        "lyngen": 300_00 + Fraction(400_00 * 2877, 4733),
        "storfjord": Fraction(400_00 * 1856, 4733),
    }


def test_a_group_passes_on_its_circumstances() -> None:
    # A cap of 1200 kr a year is 300 kr after a quarter, inside a group too.
    capped = Bounded(Equal(), {}, {"a": Fraction(1_200_00)})
    key = Groups((Group(Fraction(1), ("a", "b"), capped),))
    circumstances = now("a", "b", year_part=Fraction(1, 4))
    assert entitled(key, 1_000_00, circumstances) == {"a": 300_00, "b": 700_00}
