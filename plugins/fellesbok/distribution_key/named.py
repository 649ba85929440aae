"""Keys with a name and what they rest on; walking through a tree of keys."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.distribution_key.amounts import BasePlusRest
from fellesbok.distribution_key.evaluation import Circumstances
from fellesbok.distribution_key.evaluation import DistributionKey
from fellesbok.distribution_key.evaluation import Evaluation
from fellesbok.distribution_key.sharing import Bounded
from fellesbok.distribution_key.sharing import Combined
from fellesbok.distribution_key.sharing import Groups
from fellesbok.distribution_key.sharing import Threshold
from fellesbok.distribution_key.unshared import NotStated

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True)
class Reading:
    """Another way to read the source than an assumption does (*annen lesemåte*).

    What is ``None`` is read as before; ``basis`` and ``surplus`` are the words of the
    agreement.  ``text`` says it in words.
    """

    text: str = ""
    key: DistributionKey | None = None
    basis: str | None = None
    surplus: str | None = None


@dataclass(frozen=True)
class Assumption:
    """Something the source does not say, written down with its effect.

    ``readings`` are other ways to read the source; the programme settles the year by
    them too and tells the difference.  ``line`` is where it stands in the rules.
    """

    text: str
    source: str = ""
    effect: str = ""
    readings: tuple[Reading, ...] = ()
    line: int = 0


@dataclass(frozen=True)
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

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """As the key behind the name."""
        inner = self.key.evaluate(amount_ore, now)
        return Evaluation(self, amount_ore, inner.entitlements_ore, (inner,))


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


def with_named(  # noqa: PLR0911 -- one case a kind of key
    key: DistributionKey, name: str, other: DistributionKey
) -> DistributionKey:
    """The same key with another one behind a name, wherever in it the name stands."""
    match key:
        case Named() if key.name == name:
            return replace(key, key=other)
        case Named() | Bounded():
            return replace(key, key=with_named(key.key, name, other))
        case Combined():
            parts = tuple((w, with_named(k, name, other)) for w, k in key.parts)
            return replace(key, parts=parts)
        case Groups():
            groups = tuple(
                replace(g, key=with_named(g.key, name, other)) for g in key.groups
            )
            return replace(key, groups=groups)
        case Threshold():
            return replace(key, above=with_named(key.above, name, other))
        case BasePlusRest():
            return replace(key, rest=with_named(key.rest, name, other))
        case _:
            return key


def unshared(key: DistributionKey) -> NotStated | None:
    """Why nothing is shared by a key, under whatever name; ``None`` where it is."""
    match key:
        case NotStated():
            return key
        case Named():
            return unshared(key.key)
        case _:
            return None


def sets_amounts(key: DistributionKey) -> bool:
    """Whether a key sets amounts, whatever the cost."""
    return not key.shares_cost and unshared(key) is None


def uses(key: DistributionKey, kind: type) -> bool:
    """Whether a key is, or has inside it, a key of that kind."""
    return isinstance(key, kind) or any(uses(inner, kind) for inner in inner_keys(key))
