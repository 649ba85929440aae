"""A remark says what was found and the rule behind it, in kroner where it is kroner."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.lint.catalogue import RULES
from fellesbok.lint.remark import in_kroner
from fellesbok.lint.remark import is_kroner
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import say


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_ends_its_remark_with_its_reason(rule: str) -> None:
    found = remark(rule, Text("Dette er funnet."), Decimal(1), ("a.beancount", 7))
    assert str(found.text) == f"Dette er funnet. {RULES[rule].why}"
    assert (found.rule, found.amount) == (rule, Decimal(1))
    assert found.place == ("a.beancount", 7)


@pytest.mark.parametrize(
    ("currency", "is_money"),
    [("NOK", True), ("NOK.TILSAGN", True), ("TIMER", False), ("NOKO", False)],
)
def test_hours_and_positions_are_no_kroner(currency: str, *, is_money: bool) -> None:
    assert is_kroner(currency) is is_money
    assert in_kroner(Decimal(8), currency) == (Decimal(8) if is_money else None)
    assert in_kroner(None, currency) is None


def test_an_amount_says_what_it_is_counted_in() -> None:
    def told(currency: str) -> str:
        return say(money(Decimal("9.00"), currency), "nb")

    assert told("NOK") == "9,00 kr"
    assert told("TIMER").endswith("TIMER")
