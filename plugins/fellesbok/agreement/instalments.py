"""What instalments (*terminer*) are made of: parts of the year, and what is claimed.

What has been claimed is never changed; what it was too little or too much is taken by
the instalments that the same host has left.  Nothing is shared here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.agreement.model import Version


@frozen
class Part:
    """What a version's payers are to bear, and the days on which they are asked.

    Attributes:
        version: The terms.
        first: Their first day in the year.
        last: Their last day in the year.
        dues: The due dates that it is spread over, in equal parts.
        entitlements_ore: What each payer is to bear in this part of the year, exactly.
        sum_ore: What the key shares in it; ``None`` where the amounts are agreed.
        evaluation: The key used on an agreed sum; a budget has steps of its own.
    """

    version: Version
    first: date
    last: date
    dues: tuple[date, ...]
    entitlements_ore: Mapping[str, Fraction]
    sum_ore: Fraction | None = None
    evaluation: Evaluation | None = None

    def passed(self, due: date) -> int:
        """How many of the due dates have come by a day."""
        return sum(day <= due for day in self.dues)


def with_facts(
    planned: Sequence[int],
    claimed: Mapping[int, int],
    owners: Mapping[int, Hashable] | None = None,
) -> list[int]:
    """One payer's instalments: what is claimed as it was, the rest of the share after.

    What was claimed too little or too much is taken by those that are left, each its
    equal part of what is left then, in whole øre rounded down; so an instalment is the
    same whether those before it are claimed already or not.  Where none are left, it is
    for the settlement.  Each owner's instalments stand for themselves.

    Args:
        planned: The instalments by the plan, in øre.
        claimed: What is claimed in øre, by number; also of instalments that the plan
            does not have any more.
        owners: Whose each instalment is, by number; otherwise all are one's.
    """
    whose = owners or {}
    now = [claimed.get(number, ore) for number, ore in enumerate(planned, 1)]
    numbers = [number for number in range(1, len(now) + 1) if number not in claimed]
    for owner in dict.fromkeys(whose.get(number) for number in numbers):
        left = [number for number in numbers if whose.get(number) == owner]
        own = {n: ore for n, ore in claimed.items() if whose.get(n) == owner}
        rest_ore = difference_ore(planned, own)
        for place, number in enumerate(left):
            taken_ore = rest_ore // (len(left) - place)
            now[number - 1] += taken_ore
            rest_ore -= taken_ore
    return now


def difference_ore(planned: Sequence[int], claimed: Mapping[int, int]) -> int:
    """What has been claimed too little (negative: too much) of what is claimed, in øre.

    An instalment that the plan does not have any more is claimed too much.
    """
    wanted = sum(ore for number, ore in enumerate(planned, 1) if number in claimed)
    return wanted - sum(claimed.values())
