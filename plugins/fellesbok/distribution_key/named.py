"""Keys with a name and what they rest on; walking through a tree of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fellesbok.distribution_key.amounts import BasePlusRest
from fellesbok.distribution_key.evaluation import Circumstances
from fellesbok.distribution_key.evaluation import DistributionKey
from fellesbok.distribution_key.evaluation import Evaluation
from fellesbok.distribution_key.sharing import Bounded
from fellesbok.distribution_key.sharing import Combined
from fellesbok.distribution_key.sharing import Groups
from fellesbok.distribution_key.sharing import Threshold

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True)
class Assumption:
    """Something the source does not say, written down with its effect."""

    text: str
    source: str = ""
    effect: str = ""


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


def uses(key: DistributionKey, kind: type) -> bool:
    """Whether a key is, or has inside it, a key of that kind."""
    return isinstance(key, kind) or any(uses(inner, kind) for inner in inner_keys(key))
