"""Figures that cannot be used as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import AT_YEAR_END
from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import DATED
from audited_books import LATE_COST
from audited_books import NOT_STATED
from audited_books import REPORT
from audited_books import SPRING
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import each
from audited_books import memo
from audited_books import must_find
from audited_books import project

if TYPE_CHECKING:
    from pathlib import Path


UNCLEAR = "Tilskudd:Staten", "-12.50", "UAVKLART", 'bilag: "7"'
OF_BUDGET = 'mulig_kolonne: "budsjett"'

CASES = [
    Case(
        ("flere-aar", "budsjett Expenses:IKT:Drift", "1000"),
        Books(REPORT + BUDGET + '  periode: "ikke oppgitt"\n' + LATE_COST),
        Books(REPORT + BUDGET + LATE_COST),
    ),
    Case(
        ("del-av-aar", "", "1010.5"),
        Books(REPORT + BUDGET + DATED),
        Books(REPORT + BUDGET.replace("1000", "2000") + DATED + SPRING),
    ),
    Case(
        ("del-av-aar", "", "1010.5"),
        Books(REPORT + BUDGET + SPRING),
        Books(REPORT + BUDGET + DATED, {"from: 2018-01-01\n": "from: 2018-06-01\n"}),
    ),
    Case(
        ("flere-aar", "", "100.1"),
        Books(project("100.10")),
        Books(),
    ),
    Case(
        ("flere-aar", "7", "12.5"),
        Books(CLEAN + memo(*UNCLEAR, 'periode: "2017-01-01/2017-12-31"')),
        Books(CLEAN + memo(*UNCLEAR, 'periode: "2018-01-01/2018-12-31"')),
    ),
    Case(
        ("kolonne-uavklart", "budsjett", "30"),
        Books(CLEAN + memo("Tilskudd:Staten", "-1030.00", "UAVKLART", OF_BUDGET)),
        Books(CLEAN + memo("Tilskudd:Staten", "-1000.00", "UAVKLART", OF_BUDGET)),
    ),
    Case(
        ("kolonne-uavklart", "regnskap", "19.5"),
        Books(CLEAN + memo("Tilskudd:Staten", "-1030.00", "UAVKLART"), NOT_STATED),
        Books(CLEAN + memo("Tilskudd:Staten", "-1010.50", "UAVKLART"), NOT_STATED),
    ),
    Case(
        ("avrundet", "", "1010.5"),
        Books(CLEAN.replace('"Drift"\n', '"Drift"\n  avrundet: TRUE\n')),
        Books(),
    ),
    Case(
        ("avrundet", "", "3000"),
        Books(AT_YEAR_END.replace("1010.50", "3000.00")),
        Books(CLEAN.replace("1010.50", "3000.00")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


def test_a_voucher_over_two_years_is_split_and_not_asked_about(tmp_path: Path) -> None:
    """Half of 1 010.50 is the next year's, as the settlement has it."""
    days = '"Drift"\n  periode: "2018-07-01/2019-06-30"\n'
    found = audit(tmp_path, Books(CLEAN.replace('"Drift"\n', days)))
    assert not [f for f in found if f.rule == "flere-aar"]
