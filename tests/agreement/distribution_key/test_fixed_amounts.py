"""Amounts, prices and steps that a cost does not change."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import StatisticDate
from keys_by_hand import IN_THE_YEAR
from keys_by_hand import entitled
from keys_by_hand import now
from keys_by_hand import refusal


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
