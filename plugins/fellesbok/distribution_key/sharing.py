"""Keys that share a cost: the entitlements add up to the amount, exactly.

Nothing is rounded here; a combination is one step, not a rounding per part.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.distribution_key.evaluation import CannotShareError
from fellesbok.distribution_key.evaluation import Circumstances
from fellesbok.distribution_key.evaluation import DistributionKey
from fellesbok.distribution_key.evaluation import Entitlements
from fellesbok.distribution_key.evaluation import Evaluation
from fellesbok.distribution_key.evaluation import StatisticDate
from fellesbok.distribution_key.evaluation import figures_of_members
from fellesbok.distribution_key.evaluation import require_same_payers
from fellesbok.distribution_key.evaluation import values_on
from fellesbok.distribution_key.unshared import NotStated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


EQUAL = "equal"
"""The word for equal parts, in the rules and on a voucher."""


@dataclass(frozen=True)
class Equal:
    """Equal parts (*likt*)."""

    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """One part each."""
        return _by_weight(self, amount_ore, dict.fromkeys(now.members, Fraction(1)))


@dataclass(frozen=True)
class ByStatistic:
    """In proportion to a statistic on a date (*etter folketall*)."""

    statistic: str
    date: StatisticDate
    title: str = ""
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """In proportion to the values of that very day."""
        day = self.date.of(now.year)
        return _by_weight(self, amount_ore, values_on(self.statistic, day, now), day)


@dataclass(frozen=True)
class Shares:
    """Fixed percentages or fractions (*faste andeler*), together exactly 1."""

    shares: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """Each its share; the members must be those that the key names."""
        require_same_payers(self.shares, now)
        return _by_weight(self, amount_ore, self.shares)


@dataclass(frozen=True)
class Weights:
    """Weights (*vekter*), in proportion among those that take part."""

    weights: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """In proportion to the weights of the members."""
        return _by_weight(self, amount_ore, figures_of_members(self.weights, now))


@dataclass(frozen=True)
class Combined:
    """A weighted combination (*sammensatt nøkkel*), such as 40 % equal, 60 % by count.

    One step: the parts' exact entitlements are added, and nothing is rounded between.
    """

    parts: tuple[tuple[Fraction, DistributionKey], ...]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The sum of each part on its part of the amount."""
        steps = tuple(key.evaluate(amount_ore * w, now) for w, key in self.parts)
        return Evaluation(self, amount_ore, _added(steps), steps)


@dataclass(frozen=True)
class Group:
    """One group of payers in a split: its share, who is in it, and the key inside.

    ``payers`` is ``None`` for the participants of the cooperation; ``collective`` is
    the payer that stands for the group as long as the key inside is not stated.
    """

    share: Fraction
    payers: tuple[str, ...] | None
    key: DistributionKey
    collective: str | None = None


@dataclass(frozen=True)
class Groups:
    """A split between groups of payers, with a key inside each group."""

    groups: tuple[Group, ...]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The sum of each group on its part of the amount."""
        steps = tuple(self._group(g, amount_ore * g.share, now) for g in self.groups)
        return Evaluation(self, amount_ore, _added(steps), steps)

    def _group(
        self, group: Group, amount_ore: Fraction, now: Circumstances
    ) -> Evaluation:
        if isinstance(group.key, NotStated) and group.collective is not None:
            entitlements = {group.collective: amount_ore}
            return Evaluation(group.key, amount_ore, entitlements)
        if group.payers is None:
            return group.key.evaluate(amount_ore, now)
        members = tuple(sorted(group.payers))
        inside = Circumstances(
            members, now.year, now.statistics, now.year_part, now.agreement_part
        )
        return group.key.evaluate(amount_ore, inside)


@dataclass(frozen=True)
class Bounded:
    """Another key with a least and a greatest amount a year (*minimum og tak*).

    Amounts in øre a year.  Those outside their bound get the bound, and the rest is
    shared again between the others by the key, until all hold.
    """

    key: DistributionKey
    minimum_ore: Mapping[str, Fraction]
    maximum_ore: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """As the key, with the bounds kept; raises if no split can keep them."""
        wanted = self.key.evaluate(amount_ore, now)
        part = now.year_part
        least = {p: b * part for p, b in self.minimum_ore.items() if p in now.members}
        most = {p: b * part for p, b in self.maximum_ore.items() if p in now.members}
        kept = fill_within_bounds(amount_ore, wanted.entitlements_ore, least, most)
        return Evaluation(self, amount_ore, kept, (wanted,))


@dataclass(frozen=True)
class Threshold:
    """Whoever paid bears the cost up to a threshold a year, the rest is shared."""

    threshold_ore: Fraction
    above: DistributionKey
    shares_cost: bool = field(default=True, init=False)

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """The part below is the bearer's, the part above is shared by the key."""
        if now.bearer is None:
            raise CannotShareError(
                "Nøkkelen har en terskel som betaleren bærer selv, men betaleren er"
                " ikke oppgitt. Oppgi vertskommune i avtalen eller «betaler:» på"
                " bilaget."
            )
        own = max(Fraction(0), min(amount_ore, self.threshold_ore))
        rest = self.above.evaluate(amount_ore - own, now)
        entitlements = dict(rest.entitlements_ore)
        entitlements[now.bearer] = entitlements.get(now.bearer, Fraction(0)) + own
        figures = {now.bearer: own}
        return Evaluation(self, amount_ore, entitlements, (rest,), figures)


def fill_within_bounds(
    amount_ore: Fraction, wanted: Entitlements, least: Entitlements, most: Entitlements
) -> dict[str, Fraction]:
    """Split an amount in proportion to what is wanted, each kept within its bounds.

    Water-filling: whoever is outside a bound gets the bound, and the rest is shared
    again between the others.  Of the two kinds of breach the one that is larger in
    kroner is mended first, so that nobody is held at a bound without need.

    Raises:
        CannotShareError: No split keeps all bounds with nobody on the other side of
            zero, or nobody is left for the rest.
    """
    held: dict[str, Fraction] = {}
    while True:
        free = {p: w for p, w in wanted.items() if p not in held}
        rest = amount_ore - sum(held.values(), Fraction(0))
        base = sum(free.values(), Fraction(0))
        if (rest and not base) or rest * amount_ore < 0:
            raise CannotShareError(
                "Minimum og tak kan ikke holdes samtidig: {rest} kr kan ikke"
                " plasseres.",
                rest=abs(rest) / 100,
            )
        split = {p: rest * w / base if base else Fraction(0) for p, w in free.items()}
        low = {p: least[p] for p in free if p in least and split[p] < least[p]}
        high = {p: most[p] for p in free if p in most and split[p] > most[p]}
        if not low and not high:
            return held | split
        lacking = sum((b - split[p] for p, b in low.items()), Fraction(0))
        excess = sum((split[p] - b for p, b in high.items()), Fraction(0))
        held |= (low if lacking >= excess else {}) | (high if excess >= lacking else {})


def _by_weight(
    key: DistributionKey,
    amount_ore: Fraction,
    weights: Mapping[str, Fraction],
    day: date | None = None,
) -> Evaluation:
    """In proportion to weights, none of them negative, some of them positive."""
    total = sum(weights.values(), Fraction(0))
    if total <= 0 or min(weights.values()) < 0:
        raise CannotShareError(
            "Det er ingenting å fordele etter: tallene er null eller negative."
        )
    entitlements = {p: amount_ore * weight / total for p, weight in weights.items()}
    return Evaluation(key, amount_ore, entitlements, (), weights, day)


def _added(steps: tuple[Evaluation, ...]) -> dict[str, Fraction]:
    """Entitlements of several steps, added by payer."""
    total: dict[str, Fraction] = {}
    for step in steps:
        for payer, amount in step.entitlements_ore.items():
            total[payer] = total.get(payer, Fraction(0)) + amount
    return total
