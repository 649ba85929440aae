"""The rules of the audit have names that can be typed, and say why one asks."""

from __future__ import annotations

import re

import pytest

from fellesbok.lint import RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_name_can_be_typed_in_an_answer_and_a_reason_is_a_sentence(rule: str) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule)
    title, why = RULES[rule].title, RULES[rule].why
    assert title[0].isupper()
    assert not title.endswith(".")
    assert why[0].isupper()
    assert why[-1] in ".?"


def test_no_two_rules_are_called_the_same() -> None:
    assert len({str(rule.title) for rule in RULES.values()}) == len(RULES)
