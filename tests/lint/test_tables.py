"""The questions of a year as tables: by kind, by cooperation, and one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.lint.answers import Answer
from fellesbok.lint.audit import AuditFinding
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.tables import MOST
from fellesbok.lint.tables import by_cooperation_table
from fellesbok.lint.tables import by_kind_table
from fellesbok.lint.tables import most_asked_table
from fellesbok.lint.tables import place_told
from fellesbok.lint.tables import questions_table
from fellesbok.lint.tables import unanswered_kinds
from fellesbok.messages import Text
from settled_years import agreement

if TYPE_CHECKING:
    from fellesbok.tables import Table

ONE, OTHER, *_ = RULES
ANSWER = Answer("Kjent.", "økonomisjef", date(2019, 5, 2))


def finding(
    rule: str = ONE, of: str = "ikt", answer: Answer | None = None
) -> AuditFinding:
    text = Text("{what} {why}", what=Text("Funnet."), why=RULES[rule].why)
    place = "/b/ikt.beancount", 7
    return AuditFinding(rule, of, 2018, text, Decimal("12.50"), place, answer)


FOUND = [finding(OTHER), finding(answer=ANSWER), finding(), finding(OTHER, of="")]


def values(table: Table, *columns: int) -> list[list[object]]:
    return [[line.cells[n].value for n in columns] for line in table.lines]


def test_by_kind_each_rule_has_what_is_open_and_what_is_answered() -> None:
    (table,) = by_kind_table(FOUND, {"samarbeid": "ikt"})
    assert values(table, 0, 2, 3) == [
        [RULES[ONE].title, 1, 1],
        [RULES[OTHER].title, 2, 0],
        ["Sum", 3, 1],
    ]
    leads_to = table.lines[0].cells[0].leads_to
    assert leads_to.arguments == (("samarbeid", "ikt"), ("slag", ONE))  # type: ignore[union-attr]
    assert by_kind_table([], {}) == []


def test_by_cooperation_what_is_about_none_is_about_the_books() -> None:
    (table,) = by_cooperation_table(FOUND, [], agreement(), {})
    assert values(table, 0, 1, 2, 3) == [
        ["IKT", 2, 1, 0],
        ["Bøkene", 1, 0, None],
        ["Sum", 3, 1, 0],
    ]
    assert by_cooperation_table([], [], agreement(), {}) == []


def test_what_most_lack_an_answer_comes_first_and_a_few_are_told() -> None:
    assert unanswered_kinds(FOUND) == [(OTHER, 2), (ONE, 1)]
    (table,) = most_asked_table([finding(rule) for rule in RULES])
    assert len(table.lines) == MOST
    assert most_asked_table([finding(answer=ANSWER)]) == []


def test_one_by_one_what_was_found_stands_without_its_rule() -> None:
    told = {"of_one": True, "may_answer": True}
    (opened,) = questions_table(FOUND, agreement(), answered=False, **told)
    assert values(opened, 0, 1, 2, 3) == [
        [RULES[rule].title, "Funnet.", Decimal("12.50"), "ikt.beancount:7"]
        for rule in (ONE, OTHER, OTHER)
    ]
    assert opened.note
    (done,) = questions_table(FOUND, agreement(), answered=True, **told)
    assert values(done, -1) == [["Kjent."]]
    assert not done.note
    assert questions_table([], agreement(), answered=True, **told) == []


def test_of_several_cooperations_each_is_named() -> None:
    (table,) = questions_table(
        FOUND, agreement(), answered=False, of_one=False, may_answer=False
    )
    assert [row[0] for row in values(table, 1)] == ["IKT", "IKT", "Bøkene"]
    assert not table.note


def test_the_file_of_a_voucher_that_is_shielded_is_not_named() -> None:
    assert place_told("/hemmelig/a.beancount", 7) == "a.beancount:7"
    assert place_told(SHIELDED_FILE, 7) == "skjermet bilag"
