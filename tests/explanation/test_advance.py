"""How one instalment comes about: the budget, the due dates, and what was claimed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.explanation.advance import instalment_sections
from fellesbok.explanation.advance import plan_explanations
from planned_year import planned as planned  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.claims.payment_plan import Plan
    from fellesbok.explanation.of_one_payer import Section
    from planned_year import Planned


DAYS = "× 183 av 365 dager i året"
SEEN = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'


def sections(
    planned: Planned, plan: Plan, number: int, payer: str = "midvik"
) -> list[list[tuple[str, str]]]:
    """Label and øre of the rows that have any, section by section."""
    shared = planned.before
    found = instalment_sections(shared, plan, shared.agreement.payer(payer), number)
    return [rows(section) for section in found]


def rows(section: Section) -> list[tuple[str, str]]:
    return [
        (str(row.label), str(row.amount_ore))
        for row in section.rows
        if row.amount_ore is not None
    ]


def test_an_instalment_begins_with_the_share_of_the_budget(planned: Planned) -> None:
    """Three tenths of 100 001 øre are 30 000.3, and a quarter of that 7 500.075."""
    (plan,) = planned.first
    of_year, of_first, before = sections(planned, plan, 1)
    days = "15.02.2018, 15.05.2018, 15.08.2018, 15.11.2018"
    assert of_year == [
        ("Av budsjettet deles her", "100001"),
        ("Midvik skal bære", "300003/10"),
        (f"Delt likt på 4 forfall: {days}", "300003/40"),
    ]
    assert of_first == [
        ("01.01.2018–31.12.2018: 1 av 4 forfall", "300003/40"),
        ("Til sammen, nøyaktig", "300003/40"),
        ("I hele øre", "7500"),
        ("Termin 1 etter planen", "7500"),
    ]
    assert before == []


def test_a_later_one_is_what_is_due_by_then_less_what_was_due_before(
    planned: Planned,
) -> None:
    """By the last Nordvik is to have paid 50 000.5 øre, and gets the øre that is left.

    It has been asked for 37 500 by the third.
    """
    (plan,) = planned.first
    _, of_last, _ = sections(planned, plan, 4, "nordvik")
    assert ("· Midvik: 0,3 øre → –", "30000") in of_last
    assert [each for each in of_last if each[0].startswith("▸")] == [
        ("▸ Nordvik: 0,5 øre → +1 øre", "50001")
    ]
    assert of_last[-3:] == [
        ("I hele øre", "50001"),
        ("minus det som er forfalt til og med termin 3", "-37500"),
        ("Termin 4 etter planen", "12501"),
    ]


def test_one_that_is_claimed_says_what_it_was_and_would_be(planned: Planned) -> None:
    (plan,) = planned.second
    _, of_first, facts = sections(planned, plan, 1)
    assert of_first[-1] == ("Termin 1 etter planen", "6000")
    assert facts == [
        ("Krevd", "7500"),
        ("Forskjell fra planen, som terminene som er igjen, tar", "-1500"),
    ]


@pytest.mark.parametrize(
    ("number", "taken"),
    [
        (2, [("Delt på 3 terminer som er igjen, rundet ned til hele øre", "-500")]),
        (
            4,
            [
                ("Termin 2, som ikke er krevd ennå, tar sin del før denne", "500"),
                ("Termin 3, som ikke er krevd ennå, tar sin del før denne", "500"),
                ("Tas i denne terminen, den siste som er igjen", "-500"),
            ],
        ),
    ],
)
def test_what_was_claimed_too_much_comes_off_those_that_are_left(
    planned: Planned, number: int, taken: list[tuple[str, str]]
) -> None:
    """15 kr too much of Midvik, on three instalments."""
    (plan,) = planned.second
    facts = sections(planned, plan, number)[-1]
    assert facts == [
        ("Termin 1: 60,00 kr etter planen nå, 75,00 kr er krevd", "-1500"),
        ("Krevd for lite (minus: for mye)", "-1500"),
        *taken,
        (f"Termin {number} etter planen", "6000"),
        (f"Termin {number} med det", "5500"),
    ]


def test_what_was_claimed_as_planned_leaves_nothing(planned: Planned) -> None:
    """75 kr of the first budget, beside its own plan."""
    (first,) = planned.first
    of_one_owner = dict.fromkeys(first.owners["midvik"], first.owners["midvik"][1])
    claimed = replace(
        first, claimed_ore={"midvik": {1: 7500}}, owners={"midvik": of_one_owner}
    )
    payer = planned.before.agreement.payer("midvik")
    *_, told = instalment_sections(planned.before, claimed, payer, 2)
    assert [(str(row.label), row.amount_ore) for row in told.rows] == [
        ("Termin 1: 75,00 kr etter planen nå, 75,00 kr er krevd", 0),
        ("Det som er krevd før, er som planen", None),
    ]


def test_every_instalment_of_a_payer_is_explained_in_order(planned: Planned) -> None:
    """75 kr that are claimed, and three of 55 kr: 240 kr of 800 kr."""
    shared = planned.books.settled
    payer = shared.agreement.payer("midvik")
    found = list(plan_explanations(shared, planned.second, payer))
    assert [str(each.title) for each in found][:2] == [
        "IKT-samarbeidet: Midvik betaler 75,00 kr 15.02.2018",
        "IKT-samarbeidet: Midvik betaler 55,00 kr 15.05.2018",
    ]
    assert sum(each.amount_ore for each in found) == Fraction(24000)
    assert all(section.rows for each in found for section in each.sections)


def test_who_pays_nothing_has_nothing_to_explain(planned: Planned) -> None:
    shared = planned.books.settled
    payer = shared.agreement.payer("utvik")
    assert not list(plan_explanations(shared, planned.second, payer))


@pytest.mark.parametrize(
    ("advance", "agreed"),
    [
        (
            "amounts: {nordvik: 500, midvik: 300, sorvik: 200}",
            [("Avtalt for Midvik i året", "30000"), (DAYS, "1098000/73")],
        ),
        ("amount: 1000", [("Sum for året", "100000"), (DAYS, "3660000/73")]),
    ],
)
def test_an_agreed_sum_is_for_the_days_of_the_terms(
    tmp_path: Path, advance: str, agreed: list[tuple[str, str]]
) -> None:
    """From 2 July: 183 of 365 days of 1 000 kr, of which Midvik bears three tenths."""
    claims = f"claims: {{advance: {{{advance}, due: [08-15, 11-15]}}, due_days: 30}}"
    terms = rules(version("2018-07-02", claims=claims))
    shared = Folder(tmp_path).write(terms, chart(), SEEN).shared()
    (plan,) = payment_plans(shared, [], 2018)
    payer = shared.agreement.payer("midvik")
    told = rows(instalment_sections(shared, plan, payer, 1)[0])
    assert told[:2] == agreed
    assert told[-2:] == [
        ("Midvik skal bære", "1098000/73"),
        ("Delt likt på 2 forfall: 15.08.2018, 15.11.2018", "549000/73"),
    ]
