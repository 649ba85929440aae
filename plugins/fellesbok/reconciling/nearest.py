"""Lines that name no claim: the same amount, and the nearest day (*nærmeste dag*).

Where two are equally near, nobody can know which is which: they are told, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import TheirLine

MOST_PAIRS = 10_000
"""Of one amount; more than that nobody could tell apart by the day."""


@frozen
class Near:
    """Lines of the same amount; of more than one of a side, it is not known which."""

    ours: tuple[OurLine, ...]
    theirs: tuple[TheirLine, ...]

    @property
    def is_certain(self) -> bool:
        """Whether there is one of each."""
        return len(self.ours) == len(self.theirs) == 1


def nearest(ours: Iterable[OurLine], theirs: Iterable[TheirLine]) -> Iterator[Near]:
    """Pairs, and lines that could be paired in several ways; the rest is not given.

    Args:
        ours: Ours that nobody names, of one accounting year.
        theirs: Theirs that name none of ours, of the same year.
    """
    here: dict[Decimal, list[OurLine]] = defaultdict(list)
    there: dict[Decimal, list[TheirLine]] = defaultdict(list)
    for our in ours:
        here[our.amount].append(our)
    for their in theirs:
        there[their.amount].append(their)
    for amount in sorted(here.keys() & there.keys()):
        yield from _of_one_amount(here[amount], there[amount])


def _of_one_amount(ours: list[OurLine], theirs: list[TheirLine]) -> Iterator[Near]:
    """The nearest first, again and again, until one side is used up."""
    if len(ours) * len(theirs) > MOST_PAIRS:
        yield Near(tuple(ours), tuple(theirs))
        return
    left, right = set(range(len(ours))), set(range(len(theirs)))
    days = {
        (n, m): abs((ours[n].day - theirs[m].day).days) for n in left for m in right
    }
    for apart in sorted(set(days.values())):
        near = [
            (n, m)
            for (n, m), each in days.items()
            if each == apart and n in left and m in right
        ]
        for group in _connected(near):
            mine = sorted({n for n, _ in group})
            yours = sorted({m for _, m in group})
            yield Near(tuple(ours[n] for n in mine), tuple(theirs[m] for m in yours))
            left -= set(mine)
            right -= set(yours)


def _connected(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that share a line stand together."""
    once_here = Counter(n for n, _ in pairs)
    once_there = Counter(m for _, m in pairs)
    groups = [[p] for p in pairs if once_here[p[0]] == once_there[p[1]] == 1]
    rest = [p for p in pairs if [p] not in groups]
    while rest:
        group = [rest.pop(0)]
        for pair in group:  # grows while it is gone through
            joined = [p for p in rest if p[0] == pair[0] or p[1] == pair[1]]
            group += joined
            rest = [p for p in rest if p not in joined]
        groups.append(group)
    return groups
