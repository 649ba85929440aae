"""Bounds, thresholds and base amounts: of a year, and in proportion of a part of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Lot
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Span
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from keys_by_hand import entitled
from keys_by_hand import now
from keys_by_hand import refusal

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


def test_a_cost_and_its_refund_come_to_nothing_above_a_threshold() -> None:
    """1 000 kr of February, paid back in June when c has joined: nobody bears it.

    A group names a and b, so that the cost and the refund are between the same two.
    """
    key = Threshold(Fraction(100_00), Equal())
    february = Lot(("a", "b"), (Span(33, 33, Fraction(1000_00)),), "a")
    june = Lot(("a", "b"), (Span(155, 155, Fraction(-1000_00)),), "a")
    for lots in ((february, june), (june, february)):
        evaluation = key.share(lots, ServiceYear(2018, {}))
        assert not any(evaluation.entitlements_ore.values())
        assert evaluation.amount_ore == 0


def test_a_threshold_without_a_bearer_is_refused() -> None:
    key = Threshold(Fraction(10_00), Equal())
    assert "betaleren er ikke oppgitt" in refusal(key, 30_00, now("a", "b"))


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


def test_what_bounds_leave_over_is_whole_ore_rounded_up() -> None:
    """A third of 1 krone above the cap of nobody: never told as a part of an øre."""
    third = Fraction(100, 3)
    key = Bounded(Shares({"a": Fraction(1), "b": Fraction(0)}), {}, {"a": third})
    assert "0.67 kr" in refusal(key, 100, now("a", "b"))
