"""When a variance (*avvik*) is the difference between the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def is_difference(
    variance: Decimal | None, budget: Decimal | None, accounts: Decimal | None
) -> bool:
    """Whether a variance is, on either side of nought, that of the two figures."""
    if variance is None or budget is None or accounts is None:
        return False
    return abs(variance) == abs(budget - accounts)
