"""The days at whose end something has fallen below zero (*under null*)."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from typing import Protocol
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date


class Movement(Protocol):
    """What adds to a level on a day."""

    @property
    def day(self) -> date:
        """The day."""

    @property
    def amount(self) -> Decimal:
        """What is added, or taken where it is negative."""


Moved = TypeVar("Moved", bound=Movement)


def falls_below_zero(
    movements: Iterable[Moved],
) -> Iterator[tuple[date, Decimal, list[Moved]]]:
    """Each day that ends below zero and lower than the day before.

    With it the level at its end, and the movements of the day that took something.
    What is put back on the same day was never gone.  Movements of a day keep the order
    they are given in.
    """
    level = Decimal(0)
    for day, group in groupby(sorted(movements, key=lambda m: m.day), lambda m: m.day):
        of_day = list(group)
        before = level
        level += sum((m.amount for m in of_day), Decimal(0))
        if level < 0 and level < before:
            yield day, level, [m for m in of_day if m.amount < 0]
