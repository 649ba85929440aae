"""Accounts that deviate from the budget, and those that never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from audited_books import AT_YEAR_END
from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COST
from audited_books import GRANT
from audited_books import GRANT_BUDGET
from audited_books import LATE_COST
from audited_books import REPORT
from audited_books import TWO_CENTRES
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import budget
from audited_books import each
from audited_books import must_find
from audited_books import project
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path


HOURS = """
2018-01-01 custom "budget" Equity:Memo:IKT:Egeninnsats:Alle "yearly" -120.00 TIMER

2018-12-31 * "Dugnad"
  Equity:Memo:IKT:Egeninnsats:Alle  -125.00 TIMER
  Equity:Memo:Motpost                125.00 TIMER
"""
OF_PROJECT = budget(
    "Equity:Memo:IKT:Kostnad", "1000.00", "NOK.PROSJEKT", 'periode: "{}"'
)

CASES = [
    Case(
        ("avvik", "", "300.5"),
        Books(REPORT + BUDGET + LATE_COST),
        Books(REPORT + BUDGET.replace("1000.00", "1300.49") + LATE_COST),
    ),
    Case(
        ("avvik", "10", "300.5"),
        Books(REPORT + BUDGET + TWO_CENTRES),
        Books(REPORT + BUDGET.replace("1000.00", "1300.49") + TWO_CENTRES),
    ),
    Case(
        ("avvik", "", "899.9"),
        Books(project("100.10", OF_PROJECT.format("2016-07-01/2018-12-31"))),
        Books(project("100.10", OF_PROJECT.format("2016-07-01/2019-01-01"))),
    ),
    Case(
        ("avvik", "", "899.9"),
        Books(project("100.10", OF_PROJECT.format("ikke oppgitt/2018-12-31"))),
        Books(project("100.10", OF_PROJECT.format("ikke oppgitt"))),
    ),
    Case(
        ("avvik", "", "300.5"),
        Books(REPORT + BUDGET + '  periode: "2018-01-01/2018-12-31"\n' + LATE_COST),
        Books(REPORT + BUDGET + '  periode: "2018-01-01/2019-12-31"\n' + LATE_COST),
    ),
    Case(
        ("avvik", "Tilskudd:Staten", "100.25"),
        Books(CLEAN + GRANT + GRANT_BUDGET.replace("1090", "1000")),
        Books(CLEAN + GRANT + GRANT_BUDGET),
    ),
    Case(
        ("likt-budsjett", "Drift", "1010.5"),
        Books(AT_YEAR_END.replace("1000.00", "1010.50")),
        Books(CLEAN.replace("1000.00", "1010.50")),
    ),
    Case(
        ("avvik", "Egeninnsats:Alle", ""),
        Books(CLEAN + HOURS.replace("125", "150")),
        Books(CLEAN + HOURS),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


def test_hours_are_no_kroner(tmp_path: Path) -> None:
    found = audit(tmp_path, Books(CLEAN + HOURS.replace("125", "150")))
    (one,) = [f for f in found if f.rule == "avvik"]
    assert one.amount is None
    text = str(one.text).replace("\N{NO-BREAK SPACE}", " ")
    assert "er 150,00 TIMER mot 120,00 TIMER i budsjettet: 30,00 TIMER over" in text


def test_what_is_left_of_a_budget_is_asked_about_when_the_year_is_over(
    tmp_path: Path,
) -> None:
    """1 010.50 of a budget of 2 000 in May is no deviation; of 500 it is one."""
    of_may = BUDGET.replace("1000.00", "2000.00") + COST
    found = audit(tmp_path, Books(of_may))
    assert [f for f in found if f.rule == "avvik"] == []
    command = ["lint", "2018", "--books", str(tmp_path)]
    shown = CliRunner().invoke(main, command).output
    assert shown.endswith(
        "0 funn, 0 besvart.\n"
        "Bøkene har kommet til 01.05.2018. Det som er igjen av budsjett, tilskudd og"
        " egeninnsats for 2018, spørres det om når noe er ført 31.12.2018 eller"
        " senere.\n"
    )
    over = audit(tmp_path, Books(of_may + YEAR_IS_OVER))
    assert [f.rule for f in over] == ["avvik"]
    assert "Bøkene har kommet" not in CliRunner().invoke(main, command).output
    above = BUDGET.replace("1000.00", "500.00") + COST
    assert [f.rule for f in audit(tmp_path, Books(above))] == ["avvik"]
    reported = audit(tmp_path, Books(REPORT + of_may))
    assert "avvik" in {f.rule for f in reported}
