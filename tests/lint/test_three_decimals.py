"""Amounts that a point between thousands has made a thousand times too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COST
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


THOUSANDS = COST.replace("1010.50", "12.500").replace('"Drift"', '"Fiber"')
KRONER = COST.replace("1010.50", "12.50").replace('"Drift"', '"Fiber"')
CASES = [
    Case(
        ("tre-desimaler", "12.500", "12.5"),
        Books(CLEAN + THOUSANDS),
        Books(CLEAN + KRONER),
    ),
    Case(
        ("tre-desimaler", "1.000", "1"),
        Books(CLEAN.replace(BUDGET, BUDGET.replace("1000.00", "1.000"))),
        Books(CLEAN),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
