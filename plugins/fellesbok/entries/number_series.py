"""Series of voucher numbers (*bilagsserier*): what is there, and what is lacking.

Numbers are kept as stretches, first and last included, so that a series of a million
vouchers is as small as one of ten.  This room knows nothing of Beancount, and uses the
standard library alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Stretch = tuple[int, int]

SERIES = "bilagsserie"
"""The ``custom`` line that says which numbers a document held::

    2018-03-31 custom "bilagsserie" "nordvik/3/2018" "1-4, 7"
"""
_STRETCH = re.compile(r"(\d{1,18})(?:-(\d{1,18}))?", re.ASCII)


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same numbers in order, neighbours made one stretch."""
    found: list[Stretch] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def stretches_of(numbers: Iterable[int]) -> tuple[Stretch, ...]:
    """Numbers as stretches."""
    return joined((number, number) for number in numbers)


def gaps(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is lacking between the lowest and the highest number."""
    there = joined(stretches)
    return tuple((last + 1, first - 1) for (_, last), (first, _) in pairwise(there))


def holds(stretches: Iterable[Stretch], number: int) -> bool:
    """Whether a number is among them."""
    return any(first <= number <= last for first, last in stretches)


def written(stretches: Iterable[Stretch]) -> str:
    """Stretches as people write them: ``1-4, 7``."""
    return ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in stretches
    )


def read(text: str) -> tuple[Stretch, ...] | None:
    """Stretches as people write them; ``None`` where it cannot be read."""
    found = []
    for part in text.split(","):
        match = _STRETCH.fullmatch(part.strip())
        if match is None:
            return None
        first = int(match[1])
        last = int(match[2] or match[1])
        if last < first:
            return None
        found.append((first, last))
    return joined(found)
