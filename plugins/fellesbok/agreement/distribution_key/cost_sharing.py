"""Keys that share a cost: the entitlements add up to the amount, exactly.

Nothing is rounded here; a combination is one step, not a rounding per part.
"""

from __future__ import annotations

from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.evaluation import CannotShareError
from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import DistributionKey
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.agreement.distribution_key.evaluation import ServiceYear
from fellesbok.agreement.distribution_key.evaluation import StatisticDate
from fellesbok.agreement.distribution_key.evaluation import added
from fellesbok.agreement.distribution_key.evaluation import figures_of
from fellesbok.agreement.distribution_key.evaluation import require_same_payers
from fellesbok.agreement.distribution_key.evaluation import values_on
from fellesbok.agreement.distribution_key.lots import by_members
from fellesbok.agreement.distribution_key.lots import exact_sum
from fellesbok.agreement.distribution_key.lots import total_of
from fellesbok.agreement.distribution_key.unshared import NotStated
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement.distribution_key.lots import Lot


EQUAL = "equal"
"""The word for equal parts, in the rules and on a voucher."""


@frozen
class Equal:
    """Equal parts (*likt*)."""

    shares_cost: bool = field(default=True, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """One part each."""
        return _by_weight(self, amount_ore, dict.fromkeys(now.members, Fraction(1)))


@frozen
class ByStatistic:
    """In proportion to a statistic on a date (*etter folketall*)."""

    statistic: str
    date: StatisticDate
    title: str = ""
    shares_cost: bool = field(default=True, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """In proportion to the values of that very day."""
        day = self.date.of(now.year)
        return _by_weight(self, amount_ore, values_on(self.statistic, day, now), day)


@frozen
class Shares:
    """Fixed percentages or fractions (*faste andeler*), together exactly 1."""

    shares: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """Each its share; the members must be those that the key names."""
        require_same_payers(self.shares, now)
        return _by_weight(self, amount_ore, self.shares)


@frozen
class Weights:
    """Weights (*vekter*), in proportion among those that take part."""

    weights: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """In proportion to the weights of the members."""
        return _by_weight(self, amount_ore, figures_of(self.weights, now.members))


@frozen
class Combined:
    """A weighted combination (*sammensatt nøkkel*), such as 40 % equal, 60 % by count.

    One step: the parts' exact entitlements are added, and nothing is rounded between.
    """

    parts: tuple[tuple[Fraction, DistributionKey], ...]
    shares_cost: bool = field(default=True, init=False)

    @property
    def is_linear(self) -> bool:
        """Whether every part is."""
        return all(key.is_linear for _, key in self.parts)

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """Each part on its part of every lot."""
        steps = tuple(
            share_lots(key, [lot.times(weight) for lot in lots], year)
            for weight, key in self.parts
        )
        entitlements = added(step.entitlements_ore for step in steps)
        return Evaluation(self, total_of(lots), entitlements, steps)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The sum of each part on its part of the amount."""
        steps = tuple(key.evaluate(amount_ore * w, now) for w, key in self.parts)
        entitlements = added(step.entitlements_ore for step in steps)
        return Evaluation(self, amount_ore, entitlements, steps)


@frozen
class Group:
    """One group of payers in a split: its share, who is in it, and the key inside.

    ``payers`` is ``None`` for the participants of the cooperation; ``collective`` is
    the payer that stands for the group as long as the key inside is not stated.
    ``names`` are what the payers, or who stands for them, are called; they share
    nothing.
    """

    share: Fraction
    payers: tuple[str, ...] | None
    key: DistributionKey
    collective: str | None = None
    names: tuple[str, ...] = ()


@frozen
class Groups:
    """A split between groups of payers, with a key inside each group."""

    groups: tuple[Group, ...]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The sum of each group on its part of the amount."""
        steps = tuple(self._group(g, amount_ore * g.share, now) for g in self.groups)
        entitlements = added(step.entitlements_ore for step in steps)
        return Evaluation(self, amount_ore, entitlements, steps)

    @property
    def is_linear(self) -> bool:
        """Whether the key of every group is."""
        return all(group.key.is_linear for group in self.groups)

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """Each group's key on its part of every lot."""
        steps = tuple(
            self._of_group(group, [lot.times(group.share) for lot in lots], year)
            for group in self.groups
        )
        entitlements = added(step.entitlements_ore for step in steps)
        return Evaluation(self, total_of(lots), entitlements, steps)

    def _group(
        self, group: Group, amount_ore: Fraction, now: Circumstances
    ) -> Evaluation:
        if isinstance(group.key, NotStated):
            return _collectively(group, amount_ore)
        if group.payers is None:
            return group.key.evaluate(amount_ore, now)
        inside = replace(now, members=tuple(sorted(group.payers)))
        return group.key.evaluate(amount_ore, inside)

    def _of_group(
        self, group: Group, lots: Sequence[Lot], year: ServiceYear
    ) -> Evaluation:
        if isinstance(group.key, NotStated):
            return _collectively(group, total_of(lots))
        if group.payers is not None:
            members = tuple(sorted(group.payers))
            lots = [replace(lot, members=members) for lot in lots]
            # Who is named pays as long as the key holds, also a municipality that is a
            # participant for a part of the year.
            year = replace(year, takes_part={}, so_far={})
        return share_lots(group.key, lots, year)


def _collectively(group: Group, amount_ore: Fraction) -> Evaluation:
    """What a group bears as one, as long as the key inside is not stated."""
    if group.collective is None:  # the rules ask for it
        return Evaluation(group.key, amount_ore, {})
    return Evaluation(group.key, amount_ore, {group.collective: amount_ore})


def share_lots(
    key: DistributionKey, lots: Sequence[Lot], year: ServiceYear
) -> Evaluation:
    """A key used on all the lots of a year of service.

    A linear key is used on what each participants have together.
    """
    # To ask a protocol that is checked as it runs takes longer than to share by it.
    share = None if key.is_linear else getattr(key, "share", None)
    if share is not None:
        evaluation: Evaluation = share(lots, year)
        return evaluation
    together = by_members(lots)
    steps = tuple(
        key.evaluate(lot.amount_ore, year.circumstances(lot)) for lot in together
    )
    if len(steps) == 1:
        return steps[0]
    entitlements = added(step.entitlements_ore for step in steps)
    return Evaluation(key, total_of(lots), entitlements, steps, lots=together)


def _by_weight(
    key: DistributionKey,
    amount_ore: Fraction,
    weights: Mapping[str, Fraction],
    day: date | None = None,
) -> Evaluation:
    """In proportion to weights, none of them negative, some of them positive."""
    total = exact_sum(weights.values())
    if total <= 0 or any(weight.numerator < 0 for weight in weights.values()):
        raise CannotShareError(
            "Det er ingenting å fordele etter: tallene er null eller negative."
        )
    # What a weight of one is for, above and below the line: each part is brought down
    # once, by its own weight.
    above = amount_ore.numerator * total.denominator
    below = amount_ore.denominator * total.numerator
    entitlements = {
        payer: Fraction(above * weight.numerator, below * weight.denominator)
        for payer, weight in weights.items()
    }
    return Evaluation(key, amount_ore, entitlements, (), weights, day)
