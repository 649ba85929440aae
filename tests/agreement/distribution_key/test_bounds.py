"""Several lots split within yearly bounds (*minimum og tak*), exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.agreement.distribution_key.bounds import Wanted
from fellesbok.agreement.distribution_key.bounds import keep_within
from fellesbok.agreement.distribution_key.bounds import lacking

if TYPE_CHECKING:
    from collections.abc import Mapping


def of_one_lot(
    amount: int,
    weights: Mapping[str, Fraction],
    least: Mapping[str, Fraction],
    most: Mapping[str, Fraction],
) -> Wanted:
    """An amount that is shared by weights, within bounds."""
    total = sum(weights.values(), Fraction(0))
    return Wanted([{p: amount * w / total for p, w in weights.items()}], least, most)


BoundedSplit = tuple[int, dict[str, Fraction], dict[str, Fraction], dict[str, Fraction]]


@st.composite
def bounded_splits(draw: st.DrawFn, *, most_ore: int = 300) -> BoundedSplit:
    """An amount, positive weights, and bounds for some of the payers."""
    payers = "abcde"[: draw(st.integers(1, 5))]
    weights = {payer: Fraction(draw(st.integers(1, 40))) for payer in payers}
    least: dict[str, Fraction] = {}
    most: dict[str, Fraction] = {}
    for payer in payers:
        low = draw(st.integers(0, 60))
        if draw(st.booleans()):
            least[payer] = Fraction(low)
        if draw(st.booleans()):
            most[payer] = Fraction(low + draw(st.integers(0, 60)))
    return draw(st.integers(1, most_ore)), weights, least, most


def water_level(
    amount: int,
    weights: dict[str, Fraction],
    least: dict[str, Fraction],
    most: dict[str, Fraction],
) -> dict[str, Fraction] | None:
    """The split by another way: raise one level for all until the amount is placed.

    At a level each payer gets weight × level, kept within its bounds.  The sum grows
    with the level, in a straight line between the levels at which somebody meets a
    bound, so the level that places the amount is found on one of these lines.
    """

    def at(level: Fraction) -> dict[str, Fraction]:
        kept = {
            p: max(w * level, least.get(p, Fraction(0))) for p, w in weights.items()
        }
        return {p: min(share, most.get(p, share)) for p, share in kept.items()}

    meets = {bound[p] / weights[p] for bound in (least, most) for p in bound}
    levels = [Fraction(0), *sorted(meets)]
    levels.append(levels[-1] + amount)
    for low, high in pairwise(levels):
        below = sum(at(low).values(), Fraction(0))
        above = sum(at(high).values(), Fraction(0))
        if below <= amount <= above:
            steep = (amount - below) / (above - below) if above > below else Fraction(0)
            return at(low + (high - low) * steep)
    return None


@given(split=bounded_splits())
@settings(max_examples=400, derandomize=True, deadline=None)
def test_bounds_against_a_rising_water_level(split: BoundedSplit) -> None:
    amount, weights, least, most = split
    expected = water_level(*split)
    assume(expected is not None)
    wanted = of_one_lot(amount, weights, least, most)
    assert not lacking(wanted)
    kept = keep_within(wanted).amounts[0]
    assert kept == expected
    assert sum(kept.values()) == amount
    assert all(least.get(p, 0) <= kept[p] <= most.get(p, amount) for p in kept)
    free = [p for p in kept if kept[p] not in {least.get(p), most.get(p)}]
    assert len({kept[p] / weights[p] for p in free}) <= 1


@given(split=bounded_splits(most_ore=60))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_bounds_are_refused_where_no_level_places_the_amount(
    split: BoundedSplit,
) -> None:
    amount, weights, least, most = split
    assume(water_level(*split) is None)
    assert lacking(of_one_lot(amount, weights, least, most)) > 0


@pytest.mark.parametrize("amount", range(3, 13, 3))
def test_bounds_against_every_whole_split(amount: int) -> None:
    # Weights 1, 2 and 3 with bounds; of all splits in twelfths that keep the bounds,
    # the one that is nearest to the weights, in proportion to them, is the right one.
    weights = {"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}
    least, most = {"a": Fraction(1)}, {"b": Fraction(3), "c": Fraction(5)}
    wanted = {p: amount * w / 6 for p, w in weights.items()}

    def distance(split: Mapping[str, Fraction]) -> Fraction:
        return sum(
            ((split[p] - wanted[p]) ** 2 / weights[p] for p in weights), Fraction(0)
        )

    step = Fraction(1, 12)
    splits = [
        {"a": a * step, "b": b * step, "c": amount - (a + b) * step}
        for a in range(12, amount * 12 + 1)
        for b in range(37)
        if 0 <= amount - (a + b) * step <= 5
    ]
    kept = keep_within(of_one_lot(amount, weights, least, most)).amounts[0]
    assert distance(kept) <= min(map(distance, splits))
    assert kept["a"] >= 1
    assert kept["b"] <= 3
    assert kept["c"] <= 5
