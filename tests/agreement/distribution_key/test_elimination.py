"""Linear equations solved exactly, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key.elimination import solution


@pytest.mark.parametrize(
    ("rows", "right", "expected"),
    [
        # x + y = 10 and x - y = 4.
        ([[1, 1], [1, -1]], [10, 4], ["7", "3"]),
        # 3x = 1 has no end as a decimal.
        ([[3]], [1], ["1/3"]),
        # The first equation says nothing of x: another must be taken for it.
        ([[0, 2], [4, 1]], [6, 5], ["1/2", "3"]),
        # The same thing twice: y is free, and 0.
        ([[1, 1], [2, 2]], [5, 10], ["5", "0"]),
        # More equations than unknowns, which agree.
        ([[1, 0], [0, 1], [1, 1]], [2, -3, -1], ["2", "-3"]),
        ([[0, 0]], [0], ["0", "0"]),
    ],
)
def test_what_solves_them(
    rows: list[list[int]], right: list[int], expected: list[str]
) -> None:
    exact = [[Fraction(value) for value in row] for row in rows]
    found = solution(exact, [Fraction(value) for value in right])
    assert found == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("rows", "right"),
    [([[1, 1], [2, 2]], [5, 11]), ([[0]], [1]), ([[1], [1]], [1, 2])],
)
def test_equations_that_contradict_each_other_have_no_solution(
    rows: list[list[int]], right: list[int]
) -> None:
    exact = [[Fraction(value) for value in row] for row in rows]
    assert solution(exact, [Fraction(value) for value in right]) is None
