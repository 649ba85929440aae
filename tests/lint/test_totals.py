"""Stated totals are those of their lines, and percentages are 100 together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import figure
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


SUM = '2018-12-31 custom "kontrollsum" "ikt"'
A_PART = 'helhet: "nøkkelen"'

CASES = [
    Case(
        ("kontrollsum", "kostnad regnskap", "0.5"),
        Books(f'{CLEAN}{SUM} "kostnad" "regnskap" 1010.00 NOK'),
        Books(f'{CLEAN}{SUM} "kostnad" "regnskap" 1010.50 NOK'),
    ),
    Case(
        ("kontrollsum", "", ""),
        Books(f'{CLEAN}{SUM} "kostnader" "regnskap"'),
        Books(f'{CLEAN}{SUM} "kostnad" "budsjett" 1000.00 NOK'),
    ),
    Case(
        ("prosent", "nøkkelen", ""),
        Books(CLEAN + figure("A", '40 "%"', A_PART) + figure("B", '50 "%"', A_PART)),
        Books(CLEAN + figure("A", '40 "%"', A_PART) + figure("B", '60 "%"', A_PART)),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
