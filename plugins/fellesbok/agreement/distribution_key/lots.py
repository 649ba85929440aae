"""Lots (*kostnadsdeler*): the cost of a year of service, by who takes part in it.

A key that is not linear is used on all the lots of a year at once.  A lot keeps on
which days its cost was served, because a threshold is used up in the order of the days;
a cost of several days counts equally on each of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

NO_DAY = (0, 0)
"""Stands as days where no key asks on which day the cost was served."""


class Span(NamedTuple):
    """A cost in øre that counts equally on each day from the first to the last.

    Days are ordinals (``date.toordinal``), both included.
    """

    first: int
    last: int
    amount_ore: Fraction

    @property
    def days(self) -> int:
        """How many days it counts on."""
        return self.last - self.first + 1


@frozen
class Lot:
    """Cost less income that is shared between the same participants.

    Attributes:
        members: Slugs of the participating payers, sorted.
        spans: The cost by the days of service.
        bearer: Who paid, and bears what is below a threshold.
    """

    members: tuple[str, ...]
    spans: tuple[Span, ...]
    bearer: str | None = None

    @classmethod
    def of(
        cls, members: tuple[str, ...], amount_ore: Fraction, bearer: str | None = None
    ) -> Lot:
        """A lot of which nobody asks for the day."""
        return cls(members, (Span(*NO_DAY, amount_ore),), bearer)

    @cached_property
    def amount_ore(self) -> Fraction:
        """The cost in øre, exactly; a refund is negative."""
        return exact_sum(span.amount_ore for span in self.spans)

    def times(self, factor: Fraction) -> Lot:
        """A part of each day's cost."""
        amounts = times((span.amount_ore for span in self.spans), factor)
        spans = zip(self.spans, amounts, strict=True)
        return replace(self, spans=tuple(Span(s.first, s.last, a) for s, a in spans))


def exact_sum(amounts: Iterable[Fraction]) -> Fraction:
    """The sum of many fractions, added as integers and made a fraction once."""
    sums: dict[int, int] = defaultdict(int)
    for amount in amounts:
        numerator, denominator = amount.as_integer_ratio()
        sums[denominator] += numerator
    common = lcm(*sums)
    if common == 1:  # a whole number has no divisor to be looked for
        return Fraction(sums[1])
    return Fraction(sum(n * (common // d) for d, n in sums.items()), common)


def times(amounts: Iterable[Fraction], factor: Fraction) -> list[Fraction]:
    """Many fractions by the same one; each is brought down once."""
    above, below = factor.as_integer_ratio()
    ratios = (amount.as_integer_ratio() for amount in amounts)
    return [Fraction(n * above, d * below) for n, d in ratios]


def total_of(lots: Iterable[Lot]) -> Fraction:
    """The cost of all of them in øre."""
    return exact_sum(lot.amount_ore for lot in lots)


def by_members(lots: Iterable[Lot]) -> tuple[Lot, ...]:
    """Lots with the same participants as one, in the order of the participants.

    One that comes to nothing is left out, unless there is no other.
    """
    amounts: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for lot in lots:
        amounts[lot.members] += lot.amount_ore
    some = {members: amount for members, amount in amounts.items() if amount}
    first = dict(sorted(amounts.items())[:1])
    return tuple(Lot.of(m, amount) for m, amount in sorted((some or first).items()))


def without_refunds(lots: Sequence[Lot]) -> tuple[list[Lot], list[Lot]]:
    """Lots with the same bearer and participants as one, refunds off the last days.

    Returns:
        The lots of which there is a cost left, on no day less than nothing; and those
        that come to less than nothing, as they are.
    """
    together: dict[tuple[str, tuple[str, ...]], list[Lot]] = defaultdict(list)
    for lot in lots:
        together[lot.bearer or "", lot.members].append(lot)
    costs, refunds = [], []
    for _, same in sorted(together.items()):
        one, *others = same
        if others:
            one = replace(one, spans=tuple(s for lot in same for s in lot.spans))
        if one.amount_ore > 0:
            has_refund = any(span.amount_ore.numerator < 0 for span in one.spans)
            # As it is where it can be: what it comes to is then known already.
            costs.append(
                replace(one, spans=_positive(one.spans)) if has_refund else one
            )
        elif one.amount_ore:
            refunds.append(one)
    return costs, refunds


def borne_below(lots: Sequence[Lot], limit_ore: Fraction) -> list[Fraction]:
    """What of each lot, in øre, is within the first ``limit_ore`` by order of days.

    What falls on the same days is taken in proportion.  The lots must be without
    refunds.
    """
    left = limit_ore
    taken = [Fraction(0) for _ in lots]
    stretches = _stretches([s for lot in lots for s in lot.spans])
    of_lots = [_amounts(lot.spans, stretches) for lot in lots]
    for amounts in zip(*of_lots, strict=True):
        if not left:
            break
        cost = exact_sum(amounts)
        if cost:
            # Within the stretch the lots keep their proportion on every day, so which
            # of its days the limit falls on makes no difference to any of them.
            part = min(Fraction(1), left / cost)
            left -= cost * part
            taken = [t + a * part for t, a in zip(taken, amounts, strict=True)]
    return taken


def without_first(lot: Lot, gone_ore: Fraction) -> Lot:
    """What is left of a lot without refunds when its first days are taken off."""
    return replace(lot, spans=_after(_day_by_day(lot.spans), gone_ore))


def _day_by_day(spans: Sequence[Span]) -> list[Span]:
    """The same cost in stretches that come one after the other in time."""
    in_order = sorted(spans)
    if all(a.last < b.first for a, b in pairwise(in_order)):
        return in_order
    stretches = _stretches(spans)
    amounts = _amounts(spans, stretches)
    return [Span(*s, a) for s, a in zip(stretches, amounts, strict=True)]


def _positive(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The cost of each stretch of days, refunds taken off the last ones."""
    net = _day_by_day(spans)
    costs = [span for span in net if span.amount_ore.numerator > 0]
    refund = -exact_sum(s.amount_ore for s in net if s.amount_ore.numerator < 0)
    kept: list[Span] = []
    for span in reversed(costs):
        gone = min(refund, span.amount_ore)
        refund -= gone
        kept.extend(reversed(_first_days(span, span.amount_ore - gone)))
    return tuple(reversed(kept))


def _first_days(span: Span, amount_ore: Fraction) -> list[Span]:
    """The first days of a cost, until they come to an amount; its last day in part."""
    if amount_ore == span.amount_ore:
        return [span]
    a_day = span.amount_ore / span.days
    whole = int(amount_ore // a_day)
    rest = amount_ore - whole * a_day
    spans = [Span(span.first, span.first + whole - 1, whole * a_day)] if whole else []
    day = span.first + whole
    return [*spans, Span(day, day, rest)] if rest else spans


def _after(spans: Sequence[Span], gone_ore: Fraction) -> tuple[Span, ...]:
    """What is left of costs in the order of days when the first of them are gone."""
    left: list[Span] = []
    for place, span in enumerate(spans):
        if not gone_ore:
            return (*left, *spans[place:])
        taken = min(gone_ore, span.amount_ore)
        gone_ore -= taken
        mirrored = Span(-span.last, -span.first, span.amount_ore)
        kept = _first_days(mirrored, span.amount_ore - taken)
        left.extend(Span(-s.last, -s.first, s.amount_ore) for s in reversed(kept))
    return tuple(left)


def _stretches(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Stretches of days on which no cost begins or ends, in the order of days."""
    every = list(spans)
    starts = sorted({s.first for s in every} | {s.last + 1 for s in every})
    return [(a, b - 1) for a, b in pairwise(starts)]


def _amounts(
    spans: Iterable[Span], stretches: Iterable[tuple[int, int]]
) -> Iterator[Fraction]:
    """What of the costs counts on each stretch; no cost begins or ends within one."""
    change: dict[int, Fraction] = defaultdict(Fraction)
    on_day: dict[int, Fraction] = {}
    for span in spans:
        if span.first == span.last:
            known = on_day.get(span.first)
            amount = span.amount_ore
            on_day[span.first] = amount if known is None else known + amount
        else:
            a_day = span.amount_ore / span.days
            change[span.first] += a_day
            change[span.last + 1] -= a_day
    a_day = Fraction(0)
    for first, last in stretches:
        if first in change:
            a_day += change[first]
        # Fractions are slow to multiply and to add, and most stretches are one day.
        amount = a_day * (last - first + 1) if a_day and last > first else a_day
        if first in on_day:
            amount = amount + on_day[first] if amount else on_day[first]
        yield amount
