"""Keys by which nothing is shared, each with the reason for it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from fractions import Fraction


@frozen
class NotStated:
    """The source does not give the key (*ikke oppgitt*): nothing is shared by it."""

    reason: str
    shares_cost: bool = field(default=False, init=False)
    is_linear = True

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:  # noqa: ARG002 -- every key takes the same arguments
        """No entitlements."""
        return Evaluation(self, amount_ore, {})


@frozen
class NothingShared(NotStated):
    """The agreement says that nothing is shared, for instance fully grant-financed."""
