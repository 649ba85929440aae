"""When two keys say the same (*samme nøkkel*), whatever their names and order.

Two nonlinear keys that say the same share one account of the year.  What changes no
share is left out: names, reasons, the order of parts and payers, the scale of weights,
and bounds on those who cannot pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.cost_sharing import ByStatistic
from fellesbok.agreement.distribution_key.cost_sharing import Combined
from fellesbok.agreement.distribution_key.cost_sharing import Group
from fellesbok.agreement.distribution_key.cost_sharing import Groups
from fellesbok.agreement.distribution_key.cost_sharing import Shares
from fellesbok.agreement.distribution_key.cost_sharing import Weights
from fellesbok.agreement.distribution_key.named import Named
from fellesbok.agreement.distribution_key.named import named_in_groups
from fellesbok.agreement.distribution_key.unshared import NotStated
from fellesbok.agreement.distribution_key.yearly import BasePlusRest
from fellesbok.agreement.distribution_key.yearly import Bounded
from fellesbok.agreement.distribution_key.yearly import Threshold

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key.evaluation import DistributionKey

Payers = frozenset[str]


def as_value(key: DistributionKey, payers: Payers) -> DistributionKey:  # noqa: C901, PLR0911 -- one case a kind of key
    """A key that is equal to another one if they say the same.

    Args:
        key: The key, under whatever name.
        payers: Everybody who can take part; a group may name others.
    """
    match key:
        case Named():
            return as_value(key.key, payers)
        case NotStated():
            return type(key)("")
        case ByStatistic():
            return replace(key, title="")
        case Shares():
            return Shares(_sorted(key.shares))
        case Weights():
            total = sum(key.weights.values(), Fraction(0)) or Fraction(1)
            return Weights(_sorted({p: w / total for p, w in key.weights.items()}))
        case Combined():
            return _combined(key, payers)
        case Groups():
            groups = (_group(group, payers) for group in key.groups)
            return Groups(tuple(sorted(groups, key=repr)))
        case Bounded():
            inner = as_value(key.key, payers)
            who = payers | set(named_in_groups(inner))
            least = {p: b for p, b in key.minimum_ore.items() if p in who and b}
            most = {p: b for p, b in key.maximum_ore.items() if p in who}
            return Bounded(inner, _sorted(least), _sorted(most))
        case Threshold():
            return replace(key, above=as_value(key.above, payers))
        case BasePlusRest():
            base = {p: b for p, b in key.base_ore.items() if p in payers}
            return BasePlusRest(_sorted(base), as_value(key.rest, payers))
        case _:
            return key


def as_text(value: object) -> str:
    """All that a key says, its names too: what keys are put in order by.

    The order that payers are written in is left out.
    """
    if isinstance(value, Mapping):
        items = sorted((str(k), as_text(v)) for k, v in value.items())
        return f"{{{', '.join(f'{k}: {v}' for k, v in items)}}}"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(as_text, value))})"
    if is_dataclass(value):
        says = ", ".join(as_text(getattr(value, f.name)) for f in fields(value))
        return f"{type(value).__name__}({says})"
    return repr(value)


def _combined(key: Combined, payers: Payers) -> DistributionKey:
    """Parts in an order of their own; one part that is the whole stands for itself."""
    parts = sorted(((w, as_value(inner, payers)) for w, inner in key.parts), key=repr)
    if len(parts) == 1:
        return parts[0][1]
    return Combined(tuple(parts))


def _group(group: Group, payers: Payers) -> Group:
    """A group with its payers in order."""
    named = None if group.payers is None else tuple(sorted(group.payers))
    inside = payers if named is None else frozenset(named)
    return replace(group, payers=named, key=as_value(group.key, inside), names=())


def _sorted(figures: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return dict(sorted(figures.items()))
