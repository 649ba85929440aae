"""How many questions of a year lack an answer, in one sentence."""

from __future__ import annotations

from datetime import date

from fellesbok.lint.answers import Answer
from fellesbok.lint.audit import AuditFinding
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.in_short import findings_in_short
from fellesbok.messages import Text

ONE, OTHER, *_ = RULES
ANSWER = Answer("Kjent.", "økonomisjef", date(2019, 5, 2))


def findings(*asked: tuple[str, bool]) -> list[AuditFinding]:
    """Findings of rules, and whether each is answered."""
    return [
        AuditFinding(r, "ikt", 2018, Text("x"), None, None, ANSWER if is_told else None)
        for r, is_told in asked
    ]


def counts(found: list[AuditFinding]) -> list[tuple[object, bool]]:
    return [(f.value, f.is_urgent) for f in findings_in_short(found, 2018).figures]


def said(found: list[AuditFinding]) -> str:
    return str(findings_in_short(found, 2018).sentence)


def test_a_year_without_questions_and_one_in_which_all_are_answered() -> None:
    assert said([]) == "Det er ingen spørsmål til 2018."
    assert counts([]) == [(0, False), (0, False)]
    answered = findings((ONE, True), (OTHER, True))
    assert said(answered) == "Alle spørsmål til 2018 er besvart."
    assert counts(answered) == [(0, False), (2, False)]


def test_of_one_kind_it_is_told_and_of_several_the_most_asked() -> None:
    one = findings((ONE, False), (ONE, True))
    assert said(one) == f"1 spørsmål til 2018 er ubesvart: «{RULES[ONE].title}»."
    several = findings((ONE, False), (OTHER, False), (OTHER, False))
    assert said(several).endswith(f"flest om «{RULES[OTHER].title}» (2).")
    assert counts(several) == [(3, True), (0, False)]
