"""How much of some lots can be placed on payers with so much room (maximum flow).

Paths are looked for in breadth (Edmonds and Karp, 1972), so the search ends; amounts
are exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

Step = tuple[int, str, "str | None"]
"""A lot is placed on a payer, and taken from another one that it was placed on."""


def most_placed(
    parts: Sequence[Mapping[str, Fraction]], room: Mapping[str, Fraction]
) -> Fraction:
    """The most that can be placed, each lot on those with a part in it.

    Args:
        parts: Each lot as the parts that make it up; none is negative.
        room: How much can be placed on each payer.
    """
    placed = [{p: Fraction(0) for p, part in of.items() if part} for of in parts]
    lots = [sum(of.values(), Fraction(0)) for of in parts]
    left, free = list(lots), dict(room)
    while path := _path(placed, left, free):
        (_, goal, _), (start, _, _) = path[0], path[-1]
        taken = [placed[j][payer] for j, _, payer in path if payer is not None]
        amount = min(free[goal], left[start], *taken)
        free[goal] -= amount
        left[start] -= amount
        for j, payer, other in path:
            placed[j][payer] += amount
            if other is not None:
                placed[j][other] -= amount
    return sum(lots, Fraction(0)) - sum(left, Fraction(0))


def _path(
    placed: Sequence[Mapping[str, Fraction]],
    left: Sequence[Fraction],
    free: Mapping[str, Fraction],
) -> list[Step]:
    """From a payer with room back to a lot with something left; empty where none is."""
    by: dict[str, Step] = {}
    reached: dict[int, str | None] = {j: None for j, rest in enumerate(left) if rest}
    queue = list(reached)
    for j in queue:
        for payer in [p for p in placed[j] if p not in by]:
            by[payer] = j, payer, reached[j]
            if free[payer]:
                return _back(by, payer)
            for k, on in enumerate(placed):
                if k not in reached and on.get(payer):
                    reached[k] = payer
                    queue.append(k)
    return []


def _back(by: Mapping[str, Step], goal: str) -> list[Step]:
    path, payer = [], goal
    while True:
        path.append(by[payer])
        before = by[payer][2]
        if before is None:
            return path
        payer = before
