"""Lemke's method finds what complements, and says so where nothing does."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key.complementarity import solve


def exact(rows: list[list[int]]) -> list[list[Fraction]]:
    """The same numbers as fractions."""
    return [[Fraction(value) for value in row] for row in rows]


@pytest.mark.parametrize(
    ("matrix", "right", "expected"),
    [
        # Nothing is needed where the right side is not negative.
        ([[1]], [0], ["0"]),
        # One alone: 2z = 3.
        ([[2]], [-3], ["3/2"]),
        # Both hold: 2z1 + z2 = 5 and z1 + 2z2 = 6.
        ([[2, 1], [1, 2]], [-5, -6], ["4/3", "7/3"]),
        # The second is slack: z1 = 5 leaves w2 = 6.
        ([[1, 0], [1, 1]], [-5, 1], ["5", "0"]),
        # What comes in goes out again before the end: z1 = 8 leaves w2 = 4 and w3 = 2.
        ([[1, 0, 0], [2, 1, 0], [2, 2, 1]], [-8, -12, -14], ["8", "0", "0"]),
        # The last is zero and the two others hold: 2z1 - z2 = 1 and 2z2 - z1 = 1.
        ([[2, -1, 0], [-1, 2, 0], [0, 0, 1]], [-1, -1, 2], ["1", "1", "0"]),
        # Two that are alike are a tie, which ends all the same.
        ([[1, 1], [1, 1]], [-2, -2], None),
    ],
)
def test_each_is_zero_or_holds_with_equality(
    matrix: list[list[int]], right: list[int], expected: list[str] | None
) -> None:
    rows, side = exact(matrix), [Fraction(value) for value in right]
    found = solve(rows, side)
    assert found is not None
    if expected is not None:
        assert found == [Fraction(value) for value in expected]
    for row, value, z in zip(rows, side, found, strict=True):
        w = sum((m * x for m, x in zip(row, found, strict=True)), value)
        assert w >= 0 <= z
        assert not w * z


def test_there_is_none_where_nothing_makes_up_for_what_lacks() -> None:
    """w = 0z - 1 is below zero whatever z is."""
    assert solve(exact([[0]]), [Fraction(-1)]) is None
    assert solve(exact([[0, 0], [0, 1]]), [Fraction(-1), Fraction(1)]) is None
