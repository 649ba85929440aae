"""What the audit finds, in a terminal: by cooperation, with amount and answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from beancount import loader

from fellesbok.cli.findings_text import finding_lines
from fellesbok.cli.findings_text import not_ended
from fellesbok.lint import RULES
from fellesbok.lint import AuditFinding
from fellesbok.lint.answers import Answer
from fellesbok.messages import Text
from pagebook import NBSP
from settled_years import agreement

ANSWER = Answer("Ny lisens fra høsten.", "økonomisjef", date(2019, 5, 2))


def finding(
    slug: str = "ikt",
    amount: str | None = None,
    answer: Answer | None = None,
    part: str = "",
) -> AuditFinding:
    text, place = Text("Kostnaden er høyere enn budsjettet."), ("a.beancount", 7)
    value = None if amount is None else Decimal(amount)
    return AuditFinding("avvik", slug, 2018, text, value, place, answer, part)


def told(*found: AuditFinding) -> list[str]:
    lines = finding_lines(found, agreement(), "nb")
    return [line.replace(NBSP, " ") for line in lines]


def test_each_cooperation_heads_its_findings_and_all_are_counted() -> None:
    lines = told(finding(), finding(answer=ANSWER), finding(slug=""))
    assert [line for line in lines if line and line[0] not in " ─"] == [
        "IKT",
        "Bøkene",
        "3 funn, 1 besvart.",
    ]
    assert lines[1] == "─" * len("IKT")


def test_of_nothing_there_is_the_count_alone() -> None:
    assert told() == ["0 funn, 0 besvart."]


def test_rule_and_amount_stand_above_the_text_and_its_place() -> None:
    _, _, heading, text, _, _ = told(finding(amount="1234.50", part="153"))
    title = RULES["avvik"].title
    assert heading.startswith(f"  {title} [avvik 153]  ")
    assert heading.endswith(" 1 234,50 kr")
    assert len(heading) == 100
    assert text == "    Kostnaden er høyere enn budsjettet.  a.beancount:7"


def test_an_answer_is_told_with_its_day_and_role() -> None:
    lines = told(finding(answer=ANSWER))
    assert "    ↳ Besvart 02.05.2019 av økonomisjef: Ny lisens fra høsten." in lines


def test_how_far_the_books_have_come_is_told_where_the_year_is_not_over() -> None:
    entries = loader.load_string(
        '2018-06-30 * "Drift"\n  Expenses:A  1 NOK\n  Assets:B\n'
    )[0]
    assert not_ended(entries, 2018).startswith("Bøkene har kommet til 30.06.2018.")
    assert not_ended(entries, 2019) == "Bøkene har ikke kommet til 2019."
