"""The linear complementarity problem in exact fractions (Lemke's method).

    w = M z + q,   w ≥ 0,   z ≥ 0,   each w_i or z_i zero

It is what says that a quadratic sum is least within linear bounds.  With ``M`` positive
semidefinite and bounds that can be kept, the method ends at a solution; ties are broken
by lexicographic order, so it never goes in a circle.

Source: C. E. Lemke, "Bimatrix equilibrium points and mathematical programming",
Management Science 11 (1965); Cottle, Pang and Stone, "The Linear Complementarity
Problem", section 4.4 and 4.9.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = Fraction(1)
NOTHING = Fraction(0)


def solve(
    matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> list[Fraction] | None:
    """``z``, or ``None`` where the method ends on a ray: there is no solution."""
    size = len(right)
    if all(value >= 0 for value in right):
        return [NOTHING] * size
    # Columns: w (the identity), z (-M), the artificial one (-1), the right side.
    artificial = 2 * size
    table = [
        [
            *(ONE if i == k else NOTHING for k in range(size)),
            *(-value for value in matrix[i]),
            -ONE,
            right[i],
        ]
        for i in range(size)
    ]
    basis = list(range(size))
    leaving = min(range(size), key=lambda i: [right[i], *table[i][:size]])
    entering = artificial
    while True:
        _pivot(table, leaving, entering)
        gone, basis[leaving] = basis[leaving], entering
        if gone == artificial:
            break
        entering = gone + size if gone < size else gone - size
        rows = [i for i in range(size) if table[i][entering] > 0]
        if not rows:
            return None
        # The artificial one leaves as soon as it can.
        leaving = min(
            rows,
            key=lambda i: (
                [value / table[i][entering] for value in _lexicographic(table[i])],
                basis[i] != artificial,
            ),
        )
    found = [NOTHING] * size
    for i, column in enumerate(basis):
        if size <= column < artificial:
            found[column - size] = table[i][-1]
    return found


def _lexicographic(row: Sequence[Fraction]) -> list[Fraction]:
    """What rows are compared by: the right side, then what stands under ``w``."""
    size = (len(row) - 2) // 2
    return [row[-1], *row[:size]]


def _pivot(table: list[list[Fraction]], at: int, column: int) -> None:
    by = table[at][column]
    table[at] = [value / by if value else value for value in table[at]]
    for i, row in enumerate(table):
        if i != at and (times := row[column]):
            table[i] = [
                a - times * b if b else a for a, b in zip(row, table[at], strict=True)
            ]
