"""The financing meets the cost, in each commodity and each column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import GIVEN
from audited_books import GRANT
from audited_books import GRANT_BUDGET
from audited_books import KEY
from audited_books import NO_GRANT
from audited_books import NOT_STATED
from audited_books import NOTHING_SHARED
from audited_books import SURPLUS
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import Case
from audited_books import budget
from audited_books import each
from audited_books import memo
from audited_books import must_find
from audited_books import posted
from audited_books import project

if TYPE_CHECKING:
    from pathlib import Path


FIXED = "        key: {{amounts: {{nordvik: 500, sorvik: {}}}, per: year}}\n"
OWN_INCOME = memo("Egeninntekt", "-40.00", "PROSJEKT") + budget(
    "Equity:Memo:IKT:Egeninntekt", "-20.00", "NOK.PROSJEKT"
)
"""20 kroner more than in the budget."""
GIVEN_80 = budget(GIVEN, "-80.00", "NOK.PROSJEKT")

CASES = [
    Case(
        ("finansiering", "regnskap", "10.1"),
        Books(project("100.10", memo("Tilskudd:Staten", "-90.00", "PROSJEKT"))),
        Books(project("100.10", memo("Tilskudd:Staten", "-100.10", "PROSJEKT"))),
    ),
    Case(
        ("finansiering", "budsjett", "40.5"),
        Books(
            CLEAN
            + budget("Equity:Memo:IKT:Kostnad", "363.00", "NOK.PROSJEKT")
            + budget(GIVEN, "-322.50", "NOK.PROSJEKT")
        ),
        Books(CLEAN + budget("Equity:Memo:IKT:Kostnad", "363.00", "NOK.PROSJEKT")),
    ),
    Case(
        ("finansiering", "regnskap", "7.5"),
        Books(CLEAN + posted("Income:IKT:Kommuner:Nordvik", "-7.50")),
        Books(),
    ),
    Case(
        ("finansiering", "budsjett", "90"),
        Books(CLEAN + GRANT + GRANT_BUDGET, terms=NOTHING_SHARED),
        Books(
            CLEAN + GRANT + GRANT_BUDGET.replace("1090", "1000"), terms=NOTHING_SHARED
        ),
    ),
    Case(
        ("finansiering", "budsjett", "100"),
        Books(CLEAN, {KEY: FIXED.format(400)}),
        Books(CLEAN, {KEY: FIXED.format(600)}),
    ),
    Case(
        ("uten-finansiering", "", "1010.5"),
        Books(CLEAN + NO_GRANT, NOT_STATED),
        Books(CLEAN + NO_GRANT),
    ),
    Case(
        ("underdekning", "", "10.5"),
        Books(CLEAN + YEAR_IS_OVER, {KEY: FIXED.format(500)}),
        Books(),
    ),
    Case(
        ("overskudd-uten-eier", "", "89.75"),
        Books(
            CLEAN + GRANT + GRANT_BUDGET,
            NOTHING_SHARED | {SURPLUS: "surplus: not_stated"},
        ),
        Books(
            CLEAN + GRANT + GRANT_BUDGET,
            NOTHING_SHARED | {SURPLUS: "surplus: owed_to_grantor"},
        ),
    ),
    Case(
        ("tilskudd-som-rest", "", "20"),
        Books(
            project(
                "100.10",
                OWN_INCOME,
                memo("Tilskudd:Staten", "-60.10", "PROSJEKT"),
                GIVEN_80,
            )
        ),
        Books(
            project(
                "120.10",
                OWN_INCOME,
                memo("Tilskudd:Staten", "-80.10", "PROSJEKT"),
                GIVEN_80,
            )
        ),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
