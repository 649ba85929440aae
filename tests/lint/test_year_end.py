"""Terms of grants that do not hold when the year is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import must_find
from audited_books import posted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


GRANT_TERMS = """        source: Avtalen
grants:
  drift:
    title: Drift
    grantor: staten
    cooperation: ikt
    purpose: Drift
    commitments: [{amount: 500, date: 2018-01-01, source: Brevet}]
    unused: UNUSED
    source: Brevet
"""


def granted(*terms: str, unused: str = "owed_to_grantor") -> Mapping[str, str]:
    """The agreement with a grant of 500 kroner, and what more its terms say."""
    lines = "".join(f"    {line}\n" for line in terms)
    return {"        source: Avtalen\n": GRANT_TERMS.replace("UNUSED", unused) + lines}


def conditions(*terms: str) -> Mapping[str, str]:
    """The same with conditions."""
    return granted("conditions:", *(f"  {line}" for line in terms))


EARNED = posted("Income:IKT:Tilskudd:Staten", "-400.25")
COME = posted("Assets:Tilskudd:IKT:Staten", "-300.50")

CASES = [
    Case(
        ("tilskudd-tak", "drift", "25.25"),
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {rate: 75 %}")),
        Books(
            CLEAN + EARNED,
            conditions(
                "paid_before_final_report: {rate: 75 %}",
                "final_report: {due: 2018-12-31, delivered: 2018-12-30}",
            ),
        ),
    ),
    Case(
        ("tilskudd-tak", "drift", "1.75"),
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {amount: 402}")),
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {amount: 450}")),
    ),
    Case(
        ("tilskudd-vilkaar", "drift", "5.5"),
        Books(
            terms=conditions('paid_before_final_report: {rate: 75 %, amount: "380.50"}')
        ),
        Books(terms=conditions("paid_before_final_report: {rate: 75 %, amount: 375}")),
    ),
    Case(
        ("tilskudd-frist", "drift 2019-03-31", ""),
        Books(terms=conditions("final_report: {due: 2019-03-31}")),
        Books(terms=conditions("final_report: {due: 2019-04-01}")),
    ),
    Case(
        ("tilskudd-frist", "drift 2018-12-30", ""),
        Books(terms=conditions("deadlines: [{date: 2018-12-30, text: Rapport}]")),
        Books(
            terms=conditions(
                "deadlines: [{date: 2018-12-30, text: Rapport, done: 2018-12-30}]"
            )
        ),
    ),
    Case(
        ("tilskudd-egenandel", "drift", "399.23"),
        Books(CLEAN + EARNED, conditions("own_financing: {rate: 99.9 %, kind: cash}")),
        Books(CLEAN + EARNED, conditions("own_financing: {rate: 60 %, kind: cash}")),
    ),
    Case(
        ("tilskudd-periode", "drift", "400.25"),
        Books(CLEAN + EARNED, granted("period: {to: 2018-05-31}")),
        Books(CLEAN + EARNED, granted("period: {from: 2018-06-01, to: 2018-06-01}")),
    ),
    Case(
        ("tilskudd-tilsagn", "drift", "0.5"),
        Books(CLEAN + posted("Income:IKT:Tilskudd:Staten", "-500.50"), granted()),
        Books(CLEAN + posted("Income:IKT:Tilskudd:Staten", "-500.00"), granted()),
    ),
    Case(
        ("tilskudd-ubrukt", "drift", "300.5"),
        Books(CLEAN + COME, granted(unused="not_stated")),
        Books(CLEAN + COME, granted()),
    ),
    Case(
        ("tilskudd-ubrukt", "drift", "300.5"),
        Books(CLEAN + COME, granted("period: {to: 2018-12-31}")),
        Books(CLEAN + COME, granted("period: {to: 2019-01-01}")),
    ),
    Case(
        ("tilskudd-tilbake", "drift", "-0.5"),
        Books(CLEAN + posted("Assets:Tilskudd:IKT:Staten", "0.50"), granted()),
        Books(CLEAN + posted("Assets:Tilskudd:IKT:Staten", "-0.50"), granted()),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
