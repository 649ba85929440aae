"""Linear equations in exact fractions (Gauss)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def solution(
    rows: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> list[Fraction] | None:
    """One solution of ``rows · x = right``, what is free at 0; ``None`` if none is.

    Args:
        rows: The coefficients, one row an equation; at least one.
        right: The right sides.
    """
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    width = len(rows[0])
    pivots: list[int] = []
    for column in range(width):
        done = len(pivots)
        found = next((r for r in range(done, len(table)) if table[r][column]), None)
        if found is None:
            continue
        table[done], table[found] = table[found], table[done]
        by = table[done][column]
        table[done] = [value / by if value else value for value in table[done]]
        for r, row in enumerate(table):
            if r != done and (times := row[column]):
                table[r] = [
                    a - times * b if b else a
                    for a, b in zip(row, table[done], strict=True)
                ]
        pivots.append(column)
    if any(row[width] for row in table[len(pivots) :]):
        return None
    found_x = [Fraction(0)] * width
    for row, column in zip(table, pivots, strict=False):
        found_x[column] = row[width]
    return found_x
