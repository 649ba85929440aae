"""Sums that the books say a figure rests on: exact, or refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.lint.arithmetic import CannotCalculateError
from fellesbok.lint.arithmetic import calculate


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("75 % av 5 000 000", "3750000"),
        ("2 + 3 × 4", "14"),
        ("(2 + 3) × 4 − 1", "19"),
        ("1/3 + 1/6", "1/2"),
        ("-(1,5 - 2)", "1/2"),
        ("«a» * 2", "14"),
        ("budsjett Expenses:IKT / 4", "25"),
    ],
)
def test_sums_are_exact(written: str, value: str) -> None:
    found, _ = calculate(
        written, lambda _: (Fraction(7), "7"), lambda *_: (Fraction(100), "100")
    )
    assert found == Fraction(value)


@pytest.mark.parametrize(
    "written", ["", "2 +", "(2", "2)", "2 3 a", "a", "1/0", "-" * 5000, "(" * 5000]
)
def test_what_is_not_a_sum_is_refused(written: str) -> None:
    with pytest.raises(CannotCalculateError):
        calculate(written, lambda _: (Fraction(1), ""), lambda *_: (Fraction(1), ""))
