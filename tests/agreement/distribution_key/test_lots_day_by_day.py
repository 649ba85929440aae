"""A threshold is used up in the order of days, however the costs of a year overlap.

What is right is reckoned day by day here, as simply as it can be.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key.lots import Lot
from fellesbok.agreement.distribution_key.lots import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = Fraction(0)
DAYS = range(1, 7)
Costs = list[tuple[int, int, int]]
COSTS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 5), st.integers(-20, 60)).map(
        lambda drawn: (drawn[0], min(6, drawn[0] + drawn[1]), drawn[2])
    ),
    min_size=1,
    max_size=6,
)


def by_day(costs: Costs) -> dict[int, Fraction]:
    """A cost in kroner on each day, refunds off the last ones."""
    of = dict.fromkeys(DAYS, Fraction(0))
    for first, last, amount in costs:
        for day in range(first, last + 1):
            of[day] += Fraction(amount, last - first + 1)
    refund = -sum((min(NOTHING, amount) for amount in of.values()), NOTHING)
    net = {day: max(NOTHING, amount) for day, amount in of.items()}
    for day in reversed(DAYS):
        gone = min(refund, net[day])
        net[day] -= gone
        refund -= gone
    return net


def below_by_day(
    lots: Sequence[dict[int, Fraction]], limit: Fraction
) -> list[Fraction]:
    """What of each is within the first kroner, what falls on a day in proportion."""
    taken = [Fraction(0) for _ in lots]
    for day in DAYS:
        whole = sum((lot[day] for lot in lots), Fraction(0))
        part = min(whole, limit)
        limit -= part
        if whole:
            shares = [lot[day] * part / whole for lot in lots]
            taken = [t + share for t, share in zip(taken, shares, strict=True)]
    return taken


@given(one=COSTS, other=COSTS, limits=st.tuples(st.integers(0, 90), st.integers(0, 90)))
def test_a_threshold_is_used_up_day_by_day(
    one: Costs, other: Costs, limits: tuple[int, int]
) -> None:
    """Two lots of one bearer, under a linear key and under another threshold."""
    every = [(("a", "b"), one), (("b", "c"), other)]
    first, second = map(Fraction, limits)
    lots = [
        Lot(members, tuple(Span(f, t, Fraction(ore)) for f, t, ore in costs), "a")
        for members, costs in every
    ]
    kept = [(m, by_day(c)) for m, c in every if sum(ore for *_, ore in c) > 0]
    refunds = [(m, sum(o for *_, o in c)) for m, c in every]
    expected: dict[str, Fraction] = defaultdict(Fraction)
    nested: dict[str, Fraction] = defaultdict(Fraction)
    for members, amount in refunds:
        for member in members if amount < 0 else ():
            expected[member] += Fraction(amount, 2)
            nested[member] += Fraction(amount, 2)
    below = below_by_day([of for _, of in kept], first)
    both = below_by_day([of for _, of in kept], first + second)
    for (members, of), gone, all_gone in zip(kept, below, both, strict=True):
        expected["a"] += gone
        nested["a"] += all_gone
        for member in members:
            expected[member] += (sum(of.values()) - gone) / 2
            nested[member] += (sum(of.values()) - all_gone) / 2
    year = ServiceYear(2018, {})
    linear = Threshold(first, Equal()).share(lots, year).entitlements_ore
    assert {p: a for p, a in linear.items() if a} == {
        p: a for p, a in expected.items() if a
    }
    inside = Threshold(first, Threshold(second, Equal())).share(lots, year)
    assert {p: a for p, a in inside.entitlements_ore.items() if a} == {
        p: a for p, a in nested.items() if a
    }
