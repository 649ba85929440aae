"""Assumptions in use, each with its effect where it can be calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import GRANT
from audited_books import KEY
from audited_books import SURPLUS
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import each
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


READING = """        key: by-people
        assumptions:
          - text: Lest som netto.
            alternatives: [{basis: gross}]
          - text: Bare ord.
            effect: Vi vet ikke.
          - text: Avtalen er på papir.
            effect: none
"""
OTHER_KEY = {
    KEY: "        key: by-people\n",
    "    key: {statistic: people, date: accounting_year}\n": """\
    key: {statistic: people, date: accounting_year}
    assumptions: [{text: Folketall., alternatives: [{key: equal}]}]
""",
}

CASES = [
    # 3/4 of 1 010.50 gross, and 3/4 of 10.50 net: 757.875 less 7.875 for Nordvik
    Case(
        ("antakelse", "1", "750"),
        Books(
            CLEAN + GRANT.replace("1100.25", "1000.00"),
            {KEY: READING, SURPLUS: "surplus: owed_to_grantor"},
        ),
        Books(CLEAN + GRANT.replace("1100.25", "1000.00")),
    ),
    Case(("antakelse", "2", ""), Books(CLEAN, {KEY: READING}), Books()),
    Case(("antakelse", "uten virkning", ""), Books(CLEAN, {KEY: READING}), Books()),
    # 3/4 and 1/4 of 1 010.50, read as a half each: 757.88 (757.875) less 505.25
    Case(("antakelse", "1", "252.63"), Books(CLEAN, OTHER_KEY), Books()),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


def test_assumptions_that_move_nobody_are_one_finding(tmp_path: Path) -> None:
    """Read as gross nothing changes where there is no grant."""
    found = audit(tmp_path, Books(CLEAN, {KEY: READING}))
    (one,) = [f for f in found if f.part == "uten virkning"]
    assert "for 2018: Lest som netto. Avtalen er på papir." in str(one.text)
    assert [f.part for f in found if f.rule == "antakelse"] == ["2", "uten virkning"]
