"""Each word that accounts are called is of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import examine_rules
from fellesbok.rules import read_rules
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path


def said(tmp_path: Path, accounts: str) -> list[str]:
    """What is said of the rules with these words."""
    path = tmp_path / "rules.yaml"
    path.write_text(rules(more=f"accounts: {{{accounts}}}\n"), encoding="utf-8")
    return [fault.message for fault in examine_rules(path).faults]


def test_words_that_are_given_take_the_place_of_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    more = "accounts: {claims: Assets:Krav, surplus: Rest}\n"
    path.write_text(rules(more=more), encoding="utf-8")
    names = read_rules(path).accounts
    assert (names.claims, names.surplus) == ("Assets:Krav", "Rest")
    assert names.receivables == "Assets:Fordringer"


@pytest.mark.parametrize(
    "accounts",
    [
        "receivables: Assets:X, claims: Assets:X",
        "receivables: Assets:X, claims: Assets:X:Y",
        "claims: Assets:Fordringer:Y",
        "surplus: A, to_fund: A",
    ],
)
def test_one_account_may_not_be_or_lie_under_another(
    tmp_path: Path, accounts: str
) -> None:
    (message,) = said(tmp_path, accounts)
    assert "ellers regnes beløp to ganger" in message


def test_the_fault_stands_at_the_word_that_is_given(tmp_path: Path) -> None:
    """Receivables are those of the programme; the claims are somebody's own."""
    path = tmp_path / "rules.yaml"
    more = "accounts:\n  surplus: Rest\n  claims: Assets:Fordringer:Y\n"
    path.write_text(rules(more=more), encoding="utf-8")
    (fault,) = examine_rules(path).faults
    written = path.read_text("utf-8").splitlines()
    assert written[fault.line - 1] == "  claims: Assets:Fordringer:Y"


@pytest.mark.parametrize(
    "accounts", ["claims: Assets:FordringerMer", "surplus: Fordringer"]
)
def test_a_name_that_only_begins_alike_is_another(
    tmp_path: Path, accounts: str
) -> None:
    """And a component of a name is never held against a whole account."""
    assert said(tmp_path, accounts) == []
