"""Each kind of distribution key: an example by hand, and what it refuses.

Nothing is rounded by a key, so the examples are exact; amounts are in øre, and an
underscore stands where the kroner end.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import Circumstances
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import uses
from fellesbok.agreement.distribution_key.lots import Lot
from fellesbok.agreement.distribution_key.lots import Span
from fellesbok.agreement.distribution_key.lots import borne_below
from fellesbok.agreement.distribution_key.lots import without_first
from fellesbok.agreement.distribution_key.lots import without_refunds
from fellesbok.agreement.distribution_key.named import named_in_groups
from fellesbok.agreement.distribution_key.named import with_named
from fellesbok.agreement.distribution_key.named import without_names
from fellesbok.agreement.distribution_key.same_key import as_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement.distribution_key import DistributionKey

IN_THE_YEAR = StatisticDate()
BY_POPULATION = ByStatistic("population", IN_THE_YEAR)
FORTY_SIXTY = Combined(
    ((Fraction(2, 5), Equal()), (Fraction(3, 5), BY_POPULATION)),
)


def statistic(name: str, values: Mapping[tuple[str, date], int]) -> Statistic:
    """A series with these values."""
    seen = {at: Observation(Fraction(value), "") for at, value in values.items()}
    return Statistic(name, name, "", "", seen)


STATISTICS = {
    "population": statistic(
        "population",
        {
            ("lyngen", date(2017, 1, 1)): 2876,
            ("lyngen", date(2018, 1, 1)): 2877,
            ("lyngen", date(2018, 7, 1)): 3000,
            ("kafjord", date(2017, 1, 1)): 2132,
            ("kafjord", date(2018, 1, 1)): 2132,
            ("kafjord", date(2018, 7, 1)): 1000,
            ("storfjord", date(2017, 1, 1)): 1890,
            ("storfjord", date(2018, 1, 1)): 1856,
        },
    ),
    "crew": statistic(
        "crew",
        {
            ("lyngen", date(2018, 1, 1)): 0,
            ("kafjord", date(2018, 1, 1)): 0,
            ("storfjord", date(2018, 1, 1)): 12,
            ("lyngen", date(2019, 1, 1)): -1,
            ("kafjord", date(2019, 1, 1)): 5,
        },
    ),
}


def now(
    *members: str,
    year: int = 2018,
    year_part: Fraction = Fraction(1),
    agreement_part: tuple[Fraction, Fraction] | None = None,
    bearer: str | None = None,
) -> Circumstances:
    """A whole year with these members."""
    return Circumstances(members, year, STATISTICS, year_part, agreement_part, bearer)


def entitled(
    key: DistributionKey, amount_ore: int, circumstances: Circumstances
) -> dict[str, Fraction]:
    """What each is entitled to bear; a key that shares a cost must share all of it."""
    evaluation = key.evaluate(Fraction(amount_ore), circumstances)
    assert evaluation.amount_ore == amount_ore
    if key.shares_cost:
        assert sum(evaluation.entitlements_ore.values()) == amount_ore
    return dict(evaluation.entitlements_ore)


def refusal(key: DistributionKey, amount_ore: int, circumstances: Circumstances) -> str:
    """What is said when the key cannot be used."""
    with pytest.raises(CannotShareError) as refused:
        key.evaluate(Fraction(amount_ore), circumstances)
    return refused.value.template.format_map(refused.value.values)


# ------------------------------------------------------- keys that share a cost


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


# ---------------------------------------------------------------- minimum and cap

ONE_TWO_SEVEN = Weights({"a": Fraction(1), "b": Fraction(2), "c": Fraction(7)})


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        pytest.param({}, {}, (100, 200, 700), id="no bounds"),
        pytest.param(
            {}, {"c": 600}, (Fraction(400, 3), Fraction(800, 3), 600), id="cap"
        ),
        pytest.param(
            {"a": 150}, {"c": 600}, (150, 250, 600), id="the cap lifts a to 133"
        ),
        pytest.param({"a": 280}, {}, (280, 160, 560), id="minimum"),
        pytest.param(
            {"a": 150, "b": 150, "c": 150},
            {},
            (150, Fraction(1700, 9), Fraction(5950, 9)),
            id="same minimum for all",
        ),
        pytest.param(
            {"a": 150},
            {"c": 690},
            (150, Fraction(1700, 9), Fraction(5950, 9)),
            id="the minimum brings c below its cap",
        ),
        pytest.param({"a": 100}, {"c": 700}, (100, 200, 700), id="just within"),
        pytest.param(
            {"a": 200, "b": 300, "c": 500}, {}, (200, 300, 500), id="all held"
        ),
    ],
)
def test_bounds(
    minimum: dict[str, int],
    maximum: dict[str, int],
    expected: tuple[Fraction | int, ...],
) -> None:
    key = Bounded(
        ONE_TWO_SEVEN,
        {payer: Fraction(kroner * 100) for payer, kroner in minimum.items()},
        {payer: Fraction(kroner * 100) for payer, kroner in maximum.items()},
    )
    kept = entitled(key, 1_000_00, now("a", "b", "c"))
    assert tuple(kept[payer] / 100 for payer in "abc") == expected


def test_bounds_are_for_a_year_and_hold_in_proportion_for_a_part_of_it() -> None:
    key = Bounded(ONE_TWO_SEVEN, {"a": Fraction(300_00)}, {"c": Fraction(1_200_00)})
    assert entitled(key, 1_000_00, now("a", "b", "c", year_part=Fraction(1, 2))) == {
        "a": 150_00,
        "b": 250_00,
        "c": 600_00,
    }


def test_bounds_of_those_who_do_not_take_part_do_not_count() -> None:
    key = Bounded(Equal(), {"lyngen": Fraction(900_00)}, {})
    assert entitled(key, 100_00, now("a", "b")) == {"a": 50_00, "b": 50_00}


@pytest.mark.parametrize(
    ("minimum", "maximum"),
    [
        pytest.param({"a": 400, "b": 400, "c": 400}, {}, id="minima above the cost"),
        pytest.param({}, {"a": 300, "b": 300, "c": 300}, id="caps below the cost"),
        pytest.param({"a": 500, "b": 501}, {}, id="minima of some above the cost"),
    ],
)
def test_bounds_that_no_split_can_keep_are_refused(
    minimum: dict[str, int], maximum: dict[str, int]
) -> None:
    key = Bounded(
        ONE_TWO_SEVEN,
        {payer: Fraction(ore) for payer, ore in minimum.items()},
        {payer: Fraction(ore) for payer, ore in maximum.items()},
    )
    assert "kan ikke holdes" in refusal(key, 1_000, now("a", "b", "c"))


def test_a_rest_that_nobody_has_a_weight_for_is_refused() -> None:
    key = Bounded(Shares({"a": Fraction(1), "b": Fraction(0)}), {}, {"a": Fraction(60)})
    assert "0.40 kr" in refusal(key, 100, now("a", "b"))


# ------------------------------------------------------------------- threshold


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        pytest.param(80_000_00, {"a": 65_000_00, "b": 15_000_00}, id="above"),
        pytest.param(50_000_00, {"a": 50_000_00, "b": 0}, id="just the threshold"),
        pytest.param(12_00, {"a": 12_00, "b": 0}, id="far below"),
        pytest.param(-10_00, {"a": -5_00, "b": -5_00}, id="a refund is shared"),
    ],
)
def test_only_what_is_above_the_threshold_is_shared(
    cost: int, expected: dict[str, int]
) -> None:
    key = Threshold(Fraction(50_000_00), Equal())
    assert entitled(key, cost, now("a", "b", bearer="a")) == expected


def test_who_bears_what_is_below_need_not_share_what_is_above() -> None:
    key = Threshold(Fraction(10_00), Equal())
    assert entitled(key, 30_00, now("a", "b", bearer="c")) == {
        "a": 10_00,
        "b": 10_00,
        "c": 10_00,
    }


def test_a_threshold_without_a_bearer_is_refused() -> None:
    key = Threshold(Fraction(10_00), Equal())
    assert "betaleren er ikke oppgitt" in refusal(key, 30_00, now("a", "b"))


# ------------------------------------------------------- keys that set amounts


def test_fixed_amounts_whatever_the_cost() -> None:
    key = FixedAmounts({"kafjord": Fraction(15_000_00), "lyngen": Fraction(100_000_00)})
    expected = {"kafjord": 15_000_00, "lyngen": 100_000_00}
    assert not key.shares_cost
    assert entitled(key, 43_000_00, now("kafjord", "lyngen")) == expected
    assert entitled(key, 0, now("kafjord", "lyngen")) == expected
    quarter = now("kafjord", "lyngen", year_part=Fraction(1, 4))
    assert entitled(key, 0, quarter) == {"kafjord": 3_750_00, "lyngen": 25_000_00}


def test_fixed_amounts_for_other_members_are_refused() -> None:
    key = FixedAmounts({"kafjord": Fraction(15_000_00), "lyngen": Fraction(100_000_00)})
    assert "kafjord, lyngen" in refusal(key, 0, now("kafjord"))
    assert "storfjord" in refusal(key, 0, now("kafjord", "lyngen", "storfjord"))


def test_an_amount_for_four_years_is_charged_by_days() -> None:
    # 100 000 kr for 2016–2019: 1461 days, of which 366 in the leap year 2016.
    key = FixedAmounts({"lyngen": Fraction(100_000_00)}, per="agreement_period")
    before = Fraction(0)
    charged = []
    for days in (366, 365, 365, 365):
        after = before + Fraction(days, 1461)
        due = entitled(key, 0, now("lyngen", agreement_part=(before, after)))
        charged.append(due["lyngen"])
        before = after
    # 10 000 000 øre × 366, 731, 1096 and 1461 / 1461, each rounded down.
    assert charged == [2_505_133, 2_498_289, 2_498_289, 2_498_289]
    assert sum(charged) == 100_000_00


@given(
    amounts=st.lists(st.integers(0, 10**9), min_size=1, max_size=4),
    cuts=st.lists(st.fractions(0, 1, max_denominator=1461), max_size=12),
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_an_agreement_period_adds_up_however_it_is_cut(
    amounts: list[int], cuts: list[Fraction]
) -> None:
    agreed = {p: Fraction(a) for p, a in zip("abcd", amounts, strict=False)}
    key = FixedAmounts(agreed, per="agreement_period")
    total = dict.fromkeys(agreed, Fraction(0))
    for part in pairwise([Fraction(0), *sorted(cuts), Fraction(1)]):
        for payer, due in entitled(key, 0, now(*agreed, agreement_part=part)).items():
            assert due.denominator == 1
            assert due >= 0
            total[payer] += due
    assert total == agreed


def test_a_price_per_inhabitant() -> None:
    # 20.50 kr for each of 2132 and 2877 inhabitants.
    key = PricePerUnit(Fraction(20_50), "population", IN_THE_YEAR)
    assert entitled(key, 0, now("kafjord", "lyngen")) == {
        "kafjord": 43_706_00,
        "lyngen": 58_978_50,
    }
    half = now("kafjord", "lyngen", year_part=Fraction(1, 2))
    assert entitled(key, 1_00, half) == {"kafjord": 21_853_00, "lyngen": 29_489_25}


def test_a_price_may_be_a_part_of_an_oere_and_is_not_rounded_first() -> None:
    # 3.085 kr × 2877 = 8875.545 kr
    key = PricePerUnit(Fraction(3085, 10), "population", IN_THE_YEAR)
    assert entitled(key, 0, now("lyngen")) == {"lyngen": Fraction(8_875_545, 10)}


def test_a_price_for_units_that_nobody_has_counted_is_refused() -> None:
    key = PricePerUnit(Fraction(20_50), "population", StatisticDate("accounting_year"))
    assert "lyngen" in refusal(key, 0, now("lyngen", year=2020))


STEPS = (
    (Fraction(2132), Fraction(8_000_00)),
    (Fraction(2876), Fraction(12_000_00)),
    (None, Fraction(42_000_00)),
)


def test_an_amount_by_size_the_limit_itself_is_within() -> None:
    key = SizeSteps(STEPS, "population", StatisticDate("year_before"))
    members = ("kafjord", "lyngen", "storfjord")
    assert entitled(key, 0, now(*members)) == {
        "kafjord": 8_000_00,
        "lyngen": 12_000_00,
        "storfjord": 8_000_00,
    }
    key = SizeSteps(STEPS, "population", IN_THE_YEAR)
    quarter = now("lyngen", year_part=Fraction(1, 4))
    assert entitled(key, 0, quarter) == {"lyngen": 10_500_00}


def test_a_size_without_a_step_is_refused() -> None:
    key = SizeSteps(STEPS[:2], "population", IN_THE_YEAR)
    message = refusal(key, 0, now("kafjord", "lyngen"))
    assert message == "Trappen har ikke noe trinn for lyngen med 2877."


BASE = {"a": Fraction(10_00), "b": Fraction(10_00), "c": Fraction(50_00)}


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        pytest.param(100_00, {"a": 30_00, "b": 70_00}, id="80 kr are left, 1:3"),
        pytest.param(20_00, {"a": 10_00, "b": 10_00}, id="nothing is left"),
        pytest.param(5_00, {"a": 10_00, "b": 10_00}, id="less than the base amounts"),
        pytest.param(
            -5_00, {"a": 8_75, "b": 6_25}, id="a refund goes by the rest's key"
        ),
    ],
)
def test_a_base_amount_and_the_rest(cost: int, expected: dict[str, int]) -> None:
    key = BasePlusRest(BASE, Weights({"a": Fraction(1), "b": Fraction(3)}))
    assert not key.shares_cost
    assert entitled(key, cost, now("a", "b")) == expected


def test_a_base_amount_is_for_a_year_the_rest_for_what_has_been_spent() -> None:
    key = BasePlusRest(BASE, Equal())
    quarter = now("a", "b", year_part=Fraction(1, 4))
    assert entitled(key, 100_00, quarter) == {"a": 50_00, "b": 50_00}
    assert entitled(key, 4_00, quarter) == {"a": 2_50, "b": 2_50}


def test_a_member_without_a_base_amount_is_refused() -> None:
    message = refusal(BasePlusRest(BASE, Equal()), 100_00, now("a", "d"))
    assert message == "Nøkkelen har ikke noe tall for d."


# ------------------------------------------------- nothing shared, names, trees


@pytest.mark.parametrize("key", [NotStated("mangler"), NothingShared("tilskudd")])
def test_by_a_key_that_is_not_there_nobody_pays(key: DistributionKey) -> None:
    assert not key.shares_cost
    assert entitled(key, 100_00, now("a", "b")) == {}


def test_a_named_key_shares_as_the_key_behind_the_name() -> None:
    named = Named("forty-sixty", "40/60", FORTY_SIXTY)
    circumstances = now("kafjord", "lyngen")
    assert named.shares_cost
    assert not Named("none", "none", NotStated("")).shares_cost
    assert entitled(named, 1_00, circumstances) == entitled(
        FORTY_SIXTY, 1_00, circumstances
    )
    found = named.evaluate(Fraction(1_00), circumstances)
    assert [step.key for step in found.steps] == [FORTY_SIXTY]


def test_assumptions_are_told_from_the_outside_in() -> None:
    one, two, three = Assumption("one"), Assumption("two"), Assumption("three")
    inner = Named("inner", "", Equal(), assumptions=(two, three))
    outer = Named("outer", "", Threshold(Fraction(1), inner), assumptions=(one,))
    assert assumptions_of(outer) == (one, two, three)


@pytest.mark.parametrize(
    "around",
    [
        Named("n", "", BY_POPULATION),
        Bounded(BY_POPULATION, {}, {}),
        Combined(((Fraction(1), BY_POPULATION),)),
        Groups((Group(Fraction(1), None, BY_POPULATION),)),
        Threshold(Fraction(1), BY_POPULATION),
        BasePlusRest({}, BY_POPULATION),
    ],
)
def test_what_is_inside_a_key_is_found(around: DistributionKey) -> None:
    assert inner_keys(around) == (BY_POPULATION,)
    assert uses(Named("outer", "", around), ByStatistic)
    assert not uses(around, Weights)


def test_what_bounds_leave_over_is_whole_ore_rounded_up() -> None:
    """A third of 1 krone above the cap of nobody: never told as a part of an øre."""
    third = Fraction(100, 3)
    key = Bounded(Shares({"a": Fraction(1), "b": Fraction(0)}), {}, {"a": third})
    assert "0.67 kr" in refusal(key, 100, now("a", "b"))


def test_a_key_without_its_names_is_what_is_behind_them() -> None:
    inside = Named("in", "Inni", Equal())
    key = Named("out", "Utenpå", Combined(((Fraction(1), inside),)))
    assert without_names(key) == Combined(((Fraction(1), Equal()),))
    assert with_named(key, "in", BY_POPULATION) == Named(
        "out", "Utenpå", Combined(((Fraction(1), Named("in", "Inni", BY_POPULATION)),))
    )


def test_parties_are_named_by_the_groups_of_a_key() -> None:
    theirs = Group(Fraction(1), ("fylket", "staten"), Equal())
    together = Group(Fraction(1), ("kirken",), NotStated(""), "alle")
    key = Threshold(Fraction(5), Groups((theirs, together)))
    assert set(named_in_groups(key)) == {"fylket", "staten", "kirken", "alle"}
    assert set(named_in_groups(Groups((theirs,)))) == {"fylket", "staten"}


# ------------------------------------------------------- what makes two keys the same

ONE, HALF, THIRD = Fraction(1), Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shares({"a": HALF, "b": HALF}), Shares({"b": HALF, "a": HALF})),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"b": ONE, "a": 2 * ONE}),
        ),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"a": 4 * ONE, "b": 2 * ONE}),
        ),
        (Named("en", "En", Equal()), Named("to", "To", Equal())),
        (NotStated("mangler"), NotStated("ikke oppgitt")),
        (Combined(((Fraction(1), Equal()),)), Equal()),
        (
            Bounded(Equal(), {"a": Fraction(5), "c": Fraction(7)}, {}),
            Bounded(Equal(), {"a": Fraction(5), "b": Fraction(0)}, {}),
        ),
    ],
)
def test_keys_that_say_the_same_are_the_same(
    one: DistributionKey, other: DistributionKey
) -> None:
    """However they are written: order, names, and those who never take part."""
    everybody = frozenset("ab")
    assert as_value(one, everybody) == as_value(other, everybody)
    assert repr(as_value(one, everybody)) == repr(as_value(other, everybody))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shares({"a": HALF, "b": HALF}), Shares({"a": THIRD, "b": 1 - THIRD})),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"a": ONE, "b": 2 * ONE}),
        ),
        (Named("en", "En", Equal()), Named("en", "En", NotStated(""))),
        (NotStated(""), NothingShared("")),
        (
            Bounded(Equal(), {"a": Fraction(5)}, {}),
            Bounded(Equal(), {}, {"a": Fraction(5)}),
        ),
        (
            Bounded(Equal(), {}, {"a": Fraction(0)}),
            Bounded(Equal(), {}, {}),
        ),
        (Threshold(Fraction(5), Equal()), Threshold(Fraction(6), Equal())),
        (
            BasePlusRest({"a": Fraction(1), "b": Fraction(2)}, Equal()),
            BasePlusRest({"a": Fraction(2), "b": Fraction(2)}, Equal()),
        ),
    ],
)
def test_keys_that_do_not_say_the_same_are_not(
    one: DistributionKey, other: DistributionKey
) -> None:
    everybody = frozenset("ab")
    assert as_value(one, everybody) != as_value(other, everybody)


# ------------------------------------------------- the days that a cost was served on


def lot(*spans: tuple[int, int, int]) -> Lot:
    """Costs in kroner by first and last day."""
    return Lot(("a", "b"), tuple(Span(f, t, Fraction(ore)) for f, t, ore in spans))


def days(of: Lot) -> list[tuple[int, int, str]]:
    return [(s.first, s.last, str(s.amount_ore)) for s in of.spans]


def test_a_refund_comes_off_the_last_days() -> None:
    """10 on day 1 and 10 on day 9; 4 come back on day 5: day 9 has 6 left."""
    (cost,), refunds = without_refunds([lot((1, 1, 10), (5, 5, -4), (9, 9, 10))])
    assert days(cost) == [(1, 1, "10"), (9, 9, "6")]
    assert refunds == []


def test_a_refund_that_is_more_than_the_last_cost_goes_on_to_the_one_before() -> None:
    """30 over days 1–3 and 10 on day 9; 25 come back: day 1 and half of day 2."""
    (cost,), _ = without_refunds([lot((1, 3, 30), (9, 9, 10), (20, 20, -25))])
    assert days(cost) == [(1, 1, "10"), (2, 2, "5")]


def test_costs_are_taken_in_the_order_of_their_days() -> None:
    """Whatever order they came in: 35 are day 1 to 3, and half of day 9."""
    (cost,), _ = without_refunds([lot((9, 9, 10), (1, 3, 30))])
    assert borne_below([cost], Fraction(35)) == [35]
    assert days(without_first(cost, Fraction(35))) == [(9, 9, "5")]
    assert days(without_first(cost, Fraction(0))) == [(1, 3, "30"), (9, 9, "10")]


def test_costs_of_the_same_days_are_together_on_each_day() -> None:
    """40 over day 1 to 4, and 5 on day 2: 25 are day 1, and 15 of day 2."""
    one = lot((1, 4, 40), (2, 2, 5))
    (cost,), _ = without_refunds([one])
    assert cost is one
    assert borne_below([cost], Fraction(25)) == [25]
    assert days(without_first(cost, Fraction(10))) == [(2, 2, "15"), (3, 4, "20")]
    assert days(without_first(cost, Fraction(25))) == [(3, 4, "20")]


def test_a_refund_of_the_same_days_is_less_cost_on_them() -> None:
    (cost,), _ = without_refunds([lot((1, 4, 40), (3, 4, -10))])
    assert days(cost) == [(1, 2, "20"), (3, 4, "10")]


def test_lots_of_the_same_are_one_and_less_than_nothing_is_apart() -> None:
    more = Lot(("a",), (Span(1, 1, Fraction(-5)),))
    costs, refunds = without_refunds([lot((1, 1, 10)), more, lot((2, 2, 3))])
    assert [days(cost) for cost in costs] == [[(1, 1, "10"), (2, 2, "3")]]
    assert refunds == [more]


def test_the_first_kroner_are_those_of_the_first_days() -> None:
    """The first 12 of 10 on day 1, and of 6 and 2 on day 2: 10, and 1 in 4 of day 2."""
    one, two = lot((1, 1, 10), (2, 2, 6)), lot((2, 2, 2))
    assert borne_below([one, two], Fraction(12)) == [Fraction(23, 2), HALF]
    assert days(without_first(one, Fraction(12))) == [(2, 2, "4")]
    assert days(without_first(lot((1, 4, 40)), Fraction(15))) == [
        (2, 2, "5"),
        (3, 4, "20"),
    ]
