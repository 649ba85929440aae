"""The days at whose end something has fallen below zero (*under null*)."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from beancount.core.data import Transaction


@frozen
class Movement:
    """What a transaction adds to a level, or takes where it is negative, in kroner."""

    day: date
    amount: Decimal
    entry: Transaction


def falls_below_zero(
    movements: Iterable[Movement],
) -> Iterator[tuple[date, Decimal, list[Movement]]]:
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
