"""Stated figures are those of their own arithmetic, and are below their caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COST
from audited_books import GIVEN
from audited_books import REPORT
from audited_books import Books
from audited_books import Case
from audited_books import budget
from audited_books import each
from audited_books import figure
from audited_books import memo
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


CAP = (
    figure("Sats", '75 "%"')
    + figure(
        "Tak",
        "370.00 NOK",
        f'regnestykke: "«Sats» av budsjett {GIVEN}"',
        f"tak_for: {GIVEN}",
    )
    + budget(GIVEN, "-500.00", "NOK.PROSJEKT")
)

CASES = [
    Case(
        ("regnestykke", "Stillinger", ""),
        Books(CLEAN + figure("Stillinger", "197", 'regnestykke: "3 × 55 + 22"')),
        Books(CLEAN + figure("Stillinger", "197", 'regnestykke: "3 × 55 + 22 + 10"')),
    ),
    Case(
        ("regnestykke", "Tak", "5"),
        Books(CLEAN + CAP),
        Books(CLEAN + CAP.replace("370.00", "375.00")),
    ),
    Case(
        ("regnestykke", "Tak", ""),
        Books(CLEAN + figure("Tak", "1.00 NOK", 'regnestykke: "«Ukjent» av 2"')),
        Books(CLEAN),
    ),
    Case(
        ("regnestykke", "Expenses:IKT:Drift", "10"),
        Books(REPORT + BUDGET + '  regnestykke: "2 × 505"\n' + COST),
        Books(REPORT + BUDGET + '  regnestykke: "2 × 500"\n' + COST),
    ),
    Case(
        ("tak", "Tilskudd:Staten", "30.25"),
        Books(CLEAN + CAP + memo("Tilskudd:Staten", "-400.25", "PROSJEKT")),
        Books(CLEAN + CAP + memo("Tilskudd:Staten", "-370.00", "PROSJEKT")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
