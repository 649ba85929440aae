"""An answer stands at its findings, and closes only what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import LATE_COST
from audited_books import REPORT
from audited_books import TWO_CENTRES
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import each
from audited_books import facts
from audited_books import make
from audited_books import must_find
from casebook import load
from fellesbok.cli import main
from fellesbok.lint import lint
from fellesbok.lint.remark import typed_part
from fellesbok.shared import OPTION
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path


CLEAN_BOOKS = MADE / "clean_books"
OF_NOTHING = '{} custom "svar" "ikt" "avvik" "Ja."\n  av: "rådgiver"\n'

CASES = [
    Case(
        ("svar", "avvik", ""),
        Books(CLEAN + OF_NOTHING.format("2019-05-02")),
        Books(CLEAN + OF_NOTHING.format("2020-05-02")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


def test_clean_books_have_nothing_unanswered() -> None:
    loaded = load(CLEAN_BOOKS / "ledger" / "main.beancount")
    assert not loaded.errors
    found = lint(loaded.entries, loaded.options[OPTION], 2018)
    assert facts(found) == {("avvik", "102", "22250")}
    assert all(finding.answer for finding in found)


ANSWERED = REPORT + BUDGET + TWO_CENTRES
ANSWER = """
2019-05-02 custom "svar" "ikt" "avvik" "Nye lisenser fra høsten."
  av: "økonomisjef"
  aarsak: "kjent"
"""


def test_an_answer_stands_at_its_findings(tmp_path: Path) -> None:
    found = audit(tmp_path, Books(ANSWERED + ANSWER))
    answers = {f.part: f.answer for f in found if f.rule == "avvik"}
    assert set(answers) == {"10", "20"}
    for answer in answers.values():
        assert answer is not None
        assert (answer.by, str(answer.day)) == ("økonomisjef", "2019-05-02")
        assert answer.comment == "Nye lisenser fra høsten."


def test_an_answer_can_be_about_one_part(tmp_path: Path) -> None:
    found = audit(tmp_path, Books(f'{ANSWERED}{ANSWER}  gjelder: "20"\n'))
    answered = {f.part for f in found if f.answer}
    assert answered == {"20"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('  aarsak: "kjent"\n', "", "skal si om årsaken er kjent"),
        ('"kjent"', '"trolig"', "skal si om årsaken er kjent"),
        ('"ikt"', '"ukjent"', "«ukjent», som er ukjent"),
        ('"avvik"', '"rart"', "regelen «rart», som er ukjent"),
        ('  av: "økonomisjef"\n', "", "skal ha en kommentar, og «av»"),
        ('"avvik"', '"mangler-vert"', "ikke noe slikt funn"),
    ],
)
def test_an_answer_that_answers_nothing_is_found(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    found = audit(tmp_path, Books(ANSWERED + ANSWER.replace(old, new)))
    (wrong,) = [f for f in found if f.rule == "svar"]
    assert says in wrong.text
    assert not any(f.answer for f in found)


def test_an_unknown_cause_is_told_and_closes_nothing(tmp_path: Path) -> None:
    """Whoever answers must say it; what the comment says is read by people."""
    unknown = ANSWER.replace('"kjent"', '"ukjent"')
    found = audit(tmp_path, Books(ANSWERED + unknown))
    (one, other) = [f for f in found if f.rule == "avvik"]
    assert not one.answer
    assert not other.answer
    assert "Svart 02.05.2019 av økonomisjef: årsaken er ukjent. Nye" in str(one.text)
    assert not any(f.rule == "svar" for f in found)
    make(tmp_path / "later")
    later = ANSWER.replace("2019-05-02", "2019-06-02")
    found = audit(tmp_path / "later", Books(ANSWERED + unknown + later))
    assert all(f.answer for f in found if f.rule == "avvik")


@pytest.mark.parametrize("text", ["Merforbruket er lisenser.", "300,50 kr over."])
def test_what_a_report_says_of_itself_is_not_read_for_an_answer(
    tmp_path: Path, text: str
) -> None:
    texts = tmp_path / "ledger" / "2018" / "tekst"
    texts.mkdir(parents=True)
    written = f"samarbeid: ikt\naar: 2018\n\n## Kommentarer\n\n{text}\n"
    (texts / "ikt.md").write_text(written, encoding="utf-8")
    found = audit(tmp_path, Books(REPORT + BUDGET + LATE_COST))
    assert ("avvik", "", "300.5") in facts(found)


def test_an_answer_says_its_year_or_is_about_the_one_that_ended(tmp_path: Path) -> None:
    late = ANSWER.replace("2019-05-02", "2021-05-02") + '  aar: "2018"\n'
    assert any(f.answer for f in audit(tmp_path, Books(ANSWERED + late)))


def test_the_command_shows_findings_and_answers(tmp_path: Path) -> None:
    audit(tmp_path, Books(ANSWERED + ANSWER))
    command = ["lint", "2018", "--books", str(tmp_path)]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 0
    assert "Besvart 02.05.2019 av økonomisjef: Nye lisenser" in shown.output
    assert "2 funn, 2 besvart." in shown.output
    assert CliRunner().invoke(main, [*command, "--strict"]).exit_code == 0
    wide = CliRunner().invoke(main, [*command, "--limit-percent", "30,5"])
    assert "1 funn" in wide.output
    wrong = CliRunner().invoke(main, [*command, "--limit-percent", "mye"])
    assert "«mye» er ikke en prosent" in wrong.output


@pytest.mark.parametrize("limit", ["1e2", "1_0", "٣", "-1", "NaN", "1E-99999", ""])
def test_a_limit_that_is_no_percentage_is_refused(tmp_path: Path, limit: str) -> None:
    """In the digits that people write: a limit that was meant otherwise hides much."""
    audit(tmp_path, Books(ANSWERED))
    asked = ["lint", "2018", "--books", str(tmp_path), f"--limit-percent={limit}"]
    wrong = CliRunner().invoke(main, asked)
    assert f"«{limit}» er ikke en prosent" in " ".join(wrong.output.split())
    assert wrong.exit_code == 2


def test_a_limit_may_have_its_sign(tmp_path: Path) -> None:
    audit(tmp_path, Books(ANSWERED + ANSWER))
    asked = ["lint", "2018", "--books", str(tmp_path), "--limit-percent", "30,5 %"]
    assert "1 funn" in CliRunner().invoke(main, asked).output


def test_strict_is_one_when_something_is_unanswered(tmp_path: Path) -> None:
    audit(tmp_path, Books(ANSWERED))
    command = ["lint", "2018", "--books", str(tmp_path), "--strict"]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, "2 funn, 0 besvart." in result.output) == (1, True)
    ledger = tmp_path / "ledger" / "main.beancount"
    written = ledger.read_text(encoding="utf-8")
    ledger.write_text(written + ANSWER, encoding="utf-8")
    answered = CliRunner().invoke(main, command)
    assert (answered.exit_code, "2 funn, 2 besvart." in answered.output) == (0, True)


@pytest.mark.parametrize("part", ["budsjett Drift", "budsjett Expenses:IKT:Drift"])
def test_a_part_is_answered_as_it_is_shown_or_by_its_account(
    tmp_path: Path, part: str
) -> None:
    """In the terminal and on Funn the finding is «flere-aar budsjett Drift»."""
    answer = (
        '2019-05-02 custom "svar" "ikt" "flere-aar" "Prosjektets tre år."\n'
        f'  av: "rådgiver"\n  gjelder: "{part}"\n'
    )
    budget = BUDGET + '  periode: "ikke oppgitt"\n'
    found = audit(tmp_path, Books(REPORT + budget + LATE_COST + answer))
    (finding,) = [f for f in found if f.rule == "flere-aar"]
    assert (finding.part, finding.answer is None) == (
        "budsjett Expenses:IKT:Drift",
        False,
    )
    assert typed_part(finding.part) == "budsjett Drift"


def test_cost_and_income_of_one_part_are_two_questions_with_an_answer_each(
    tmp_path: Path,
) -> None:
    """90 000 of cost and 30 000 of income, both for days that nobody states."""
    answer = (
        '2019-05-02 custom "svar" "ikt" "flere-aar" "Prosjektets tre år."\n'
        '  av: "rådgiver"\n  gjelder: "{}"\n'
    )
    unknown = '  periode: "ikke oppgitt"\n'
    income = "2018-01-01 open Income:IKT:Drift NOK\n" + BUDGET.replace(
        "Expenses:", "Income:"
    )
    both = REPORT + BUDGET + unknown + income + unknown + LATE_COST

    def left(answered: str) -> list[str]:
        found = audit(tmp_path, Books(both + answer.format(answered)))
        return [
            typed_part(each.part)
            for each in found
            if each.rule == "flere-aar" and each.answer is None
        ]

    assert left("budsjett Drift") == ["budsjett inntekt Drift"]
    assert left("budsjett inntekt Drift") == ["budsjett Drift"]
