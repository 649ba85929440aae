"""Keys with a name and what they rest on; walking through a tree of keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.cost_sharing import ByStatistic
from fellesbok.agreement.distribution_key.cost_sharing import Combined
from fellesbok.agreement.distribution_key.cost_sharing import Groups
from fellesbok.agreement.distribution_key.cost_sharing import share_lots
from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import DistributionKey
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.agreement.distribution_key.evaluation import ServiceYear
from fellesbok.agreement.distribution_key.fixed_amounts import PricePerUnit
from fellesbok.agreement.distribution_key.fixed_amounts import SizeSteps
from fellesbok.agreement.distribution_key.unshared import NotStated
from fellesbok.agreement.distribution_key.yearly import BasePlusRest
from fellesbok.agreement.distribution_key.yearly import Bounded
from fellesbok.agreement.distribution_key.yearly import Threshold
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from fellesbok.agreement.distribution_key.lots import Lot


OnStatistic = ByStatistic | PricePerUnit | SizeSteps
"""The kinds of key that look a statistic up."""


@frozen
class Reading:
    """Another way to read the source than an assumption does (*annen lesemåte*).

    What is ``None`` is read as before; ``basis`` and ``surplus`` are the words of the
    agreement.  ``text`` says it in words.
    """

    text: str = ""
    key: DistributionKey | None = None
    basis: str | None = None
    surplus: str | None = None


@frozen
class Assumption:
    """Something the source does not say, written down with its effect.

    ``readings`` are other ways to read the source; the programme settles the year by
    them too and tells the difference.  ``line`` is where it stands in the rules.
    ``has_no_effect`` is what the rules say with ``effect: none``: it moves no kroner,
    which is something else than an effect that nobody has stated.
    """

    text: str
    source: str = ""
    effect: str = ""
    readings: tuple[Reading, ...] = ()
    line: int = 0
    has_no_effect: bool = False


@frozen
class Named:
    """A key with a name of its own; what it rests on is said once, here."""

    name: str
    title: str
    key: DistributionKey
    source: str = ""
    assumptions: tuple[Assumption, ...] = ()

    @property
    def shares_cost(self) -> bool:
        """As the key behind the name."""
        return self.key.shares_cost

    @property
    def is_linear(self) -> bool:
        """As the key behind the name."""
        return self.key.is_linear

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """As the key behind the name."""
        return self._as(self.key.evaluate(amount_ore, now))

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """As the key behind the name."""
        return self._as(share_lots(self.key, lots, year))

    def _as(self, inner: Evaluation) -> Evaluation:
        return Evaluation(self, inner.amount_ore, inner.entitlements_ore, (inner,))


def assumptions_of(key: DistributionKey) -> tuple[Assumption, ...]:
    """Every assumption that a key and the keys inside it rest on, outermost first."""
    own = key.assumptions if isinstance(key, Named) else ()
    return own + tuple(a for inner in inner_keys(key) for a in assumptions_of(inner))


def inner_keys(key: DistributionKey) -> tuple[DistributionKey, ...]:
    """The keys directly inside a key."""
    match key:
        case Named() | Bounded():
            return (key.key,)
        case Combined():
            return tuple(inner for _, inner in key.parts)
        case Groups():
            return tuple(group.key for group in key.groups)
        case Threshold():
            return (key.above,)
        case BasePlusRest():
            return (key.rest,)
        case _:
            return ()


def with_named(
    key: DistributionKey, name: str, other: DistributionKey
) -> DistributionKey:
    """The same key with another one behind a name, wherever in it the name stands."""
    if isinstance(key, Named) and key.name == name:
        return replace(key, key=other)
    return _with_inner(key, lambda inner: with_named(inner, name, other))


def without_names(key: DistributionKey) -> DistributionKey:
    """The key as a value: what it is called and rests on changes no share."""
    if isinstance(key, Named):
        return without_names(key.key)
    return _with_inner(key, without_names)


def _with_inner(
    key: DistributionKey, change: Callable[[DistributionKey], DistributionKey]
) -> DistributionKey:
    """The same key with each key directly inside it changed."""
    match key:
        case Named() | Bounded():
            return replace(key, key=change(key.key))
        case Combined():
            return replace(key, parts=tuple((w, change(k)) for w, k in key.parts))
        case Groups():
            groups = tuple(replace(g, key=change(g.key)) for g in key.groups)
            return replace(key, groups=groups)
        case Threshold():
            return replace(key, above=change(key.above))
        case BasePlusRest():
            return replace(key, rest=change(key.rest))
        case _:
            return key


def named_in_groups(key: DistributionKey) -> Iterator[str]:
    """Everybody that a group in a key names, or that stands for one."""
    if isinstance(key, Groups):
        for group in key.groups:
            yield from group.payers or ()
            if group.collective is not None:
                yield group.collective
    for inner in inner_keys(key):
        yield from named_in_groups(inner)


def unshared(key: DistributionKey) -> NotStated | None:
    """Why nothing is shared by a key, under whatever name; ``None`` where it is."""
    match key:
        case NotStated():
            return key
        case Named():
            return unshared(key.key)
        case _:
            return None


def is_not_stated(key: DistributionKey) -> bool:
    """Whether the source gives no key; that nothing is shared is a key too."""
    return type(unshared(key)) is NotStated


def sets_amounts(key: DistributionKey) -> bool:
    """Whether a key sets amounts, whatever the cost."""
    return not key.shares_cost and unshared(key) is None


def ignores_cost(key: DistributionKey) -> bool:
    """Whether what a key sets is the same whatever the cost: no base and rest."""
    return sets_amounts(key) and not uses(key, BasePlusRest)


def uses(key: DistributionKey, kind: type) -> bool:
    """Whether a key is, or has inside it, a key of that kind."""
    return isinstance(key, kind) or any(uses(inner, kind) for inner in inner_keys(key))
