"""Every finding of a year comes in one order, with the last answer that closes it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from audited_books import LATE_COST
from audited_books import REPORT
from audited_books import Books
from audited_books import audit
from audited_books import budget
from audited_books import memo
from casebook import load
from fellesbok.lint import RULES
from fellesbok.lint import AuditFinding
from fellesbok.lint import lint
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from pathlib import Path


OVER = REPORT + budget("Expenses:IKT:Drift", "1000.00", "NOK") + LATE_COST
"""1 300,50 kr of a budget of 1 000 kr: 30 % more."""


def answered(*lines: str) -> Books:
    return Books(OVER + "".join(lines))


def answer(day: str, comment: str, cause: str = "kjent", by: str = "rådmann") -> str:
    return f"""
{day} custom "svar" "ikt" "avvik" "{comment}"
  aar: 2018
  av: "{by}"
  aarsak: "{cause}"
"""


def deviation(folder: Path, books: Books) -> AuditFinding:
    (found,) = (each for each in audit(folder, books) if each.rule == "avvik")
    return found


def test_a_deviation_is_told_with_its_amount_and_place(tmp_path: Path) -> None:
    found = deviation(tmp_path, answered())
    assert (found.cooperation, found.year, found.answer) == ("ikt", 2018, None)
    assert found.amount == Decimal("300.50")
    assert found.place is not None


def test_the_last_answer_closes_it_whatever_the_order_of_lines(tmp_path: Path) -> None:
    lines = answer("2019-05-02", "Sist"), answer("2019-03-01", "Først")
    found = deviation(tmp_path, answered(*lines))
    assert found.answer is not None
    assert found.answer.comment == "Sist"


def test_an_unknown_cause_is_told_and_closes_nothing(tmp_path: Path) -> None:
    unknown = answer("2019-05-02", "Vi leter.", "ukjent")
    found = deviation(tmp_path, answered(unknown))
    assert found.answer is None
    told = "Svart 02.05.2019 av rådmann: årsaken er ukjent. Vi leter."
    assert found.text.endswith(told)


def test_who_sets_another_limit_is_asked_less(tmp_path: Path) -> None:
    audit(tmp_path, answered())
    loaded = load(tmp_path / "ledger" / "main.beancount")

    def rules(limit: str) -> set[str]:
        shared, percent = loaded.options[OPTION], Decimal(limit)
        found = lint(loaded.entries, shared, 2018, limit_percent=percent)
        return {each.rule for each in found}

    assert "avvik" in rules("30")
    assert "avvik" not in rules("30.05")


def test_findings_of_a_cooperation_come_in_the_order_of_the_catalogue(
    tmp_path: Path,
) -> None:
    """No report of 2018, a deviation, and a project that nobody pays for."""
    late = OVER.replace("2019-02-20", "2019-11-20") + memo(
        "Kostnad", "9.00", "PROSJEKT"
    )
    found = audit(tmp_path, Books(late))
    order = [list(RULES).index(each.rule) for each in found if each.cooperation]
    assert len(order) > 1
    assert order == sorted(order)
