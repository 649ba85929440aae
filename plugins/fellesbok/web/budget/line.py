"""One line of budget beside accounts, as it is read and as the filters leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fellesbok.budgets.figures import Line
    from fellesbok.web.budget.pairs import Pair


@dataclass(frozen=True)
class BudgetLine:
    """An account in a commodity; ``line`` is whole, ``pair`` as filters leave it."""

    line: Line
    pair: Pair
