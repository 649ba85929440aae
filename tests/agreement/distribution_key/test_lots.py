"""What was spent when: refunds, and the first kroner of a year."""

from __future__ import annotations

from fractions import Fraction

from fellesbok.agreement.distribution_key.lots import Lot
from fellesbok.agreement.distribution_key.lots import Span
from fellesbok.agreement.distribution_key.lots import borne_below
from fellesbok.agreement.distribution_key.lots import times
from fellesbok.agreement.distribution_key.lots import without_first
from fellesbok.agreement.distribution_key.lots import without_refunds
from keys_by_hand import HALF
from keys_by_hand import days


def lot(*spans: tuple[int, int, int]) -> Lot:
    """Costs in kroner by first and last day."""
    return Lot(("a", "b"), tuple(Span(f, t, Fraction(ore)) for f, t, ore in spans))


def test_many_amounts_by_the_same_part_are_exact_and_brought_down() -> None:
    """Two thirds of 3, of a half and of -9; and nothing of any."""
    amounts = [Fraction(3), HALF, Fraction(-9)]
    told = [str(each) for each in times(amounts, Fraction(2, 3))]
    assert told == ["2", "1/3", "-6"]
    assert times(amounts, Fraction(0)) == [0, 0, 0]
    assert times([], HALF) == []


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
