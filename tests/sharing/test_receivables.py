"""A settled year as transactions: accounts, sides, and what each says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from beancount.core import data

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.contradictions import ContradictionError
from fellesbok.entries import vocabulary
from fellesbok.sharing.receivables import receivables
from fellesbok.sharing.receivables import year_lines
from settled_years import GRANT
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

PAIR = ("kafjord", "lyngen")
MAY = date(2018, 5, 1)
HALVES = agreement(version(Equal(), PAIR, host="lyngen"))
COST = Voucher(MAY, 100_01)


def moves(of: Agreement, *vouchers: Voucher) -> list[tuple[str, str, int]]:
    """Debit, credit and øre of what a year becomes."""
    made = year_lines(of, settle(of, vouchers))
    return [(line.debit, line.credit, line.amount_ore) for line in made]


def fixed(surplus: Surplus) -> Agreement:
    """Kåfjord pays 60 and Lyngen 40 kr whatever the cost."""
    amounts = FixedAmounts({"kafjord": Fraction(60_00), "lyngen": Fraction(40_00)})
    return agreement(version(amounts, PAIR, host="lyngen", surplus=surplus))


def test_a_share_is_owed_by_its_payer_and_earned_of_it() -> None:
    """100.01 kr by halves: the draw gives one of them the øre that is left."""
    found = moves(HALVES, COST)
    assert [(debit, credit) for debit, credit, _ in found] == [
        ("Assets:Fordringer:Kafjord:IKT", "Income:IKT:Kommuner:Kafjord"),
        ("Assets:Fordringer:Lyngen:IKT", "Income:IKT:Kommuner:Lyngen"),
    ]
    assert sorted(ore for *_, ore in found) == [50_00, 50_01]


def test_a_share_says_what_it_rests_on_and_the_hosts_own_that_it_is_internal() -> None:
    terms = replace(
        HALVES.cooperations["ikt"].versions[0], assumptions=(Assumption("Antatt likt"),)
    )
    of = agreement(terms)
    kafjord, lyngen = year_lines(of, settle(of, [COST]))
    said = dict(kafjord.meta)
    assert said.pop(vocabulary.BASIS).number == Decimal("100.01")
    assert said == {
        "samarbeid": "IKT",
        "kommune": "Kafjord",
        "periode": "2018",
        "noekkel": "likt",
        "andel": "1/2",
        "regel": "allocation_rules.yaml:1",
        "antakelse-1": "Antatt likt",
    }
    assert kafjord.links == {"fordeling-2018-ikt", "fordeling-2018-ikt-kafjord"}
    assert kafjord.narration == "IKT 2018 – Kafjord"
    assert kafjord.tags == {"fordeling"}
    assert lyngen.tags == {"fordeling", "intern"}
    assert lyngen.meta["intern"] is True
    assert "forfall" not in lyngen.meta


def test_a_project_is_due_at_its_end_and_an_amount_has_no_share() -> None:
    project = agreement(version(Equal(), PAIR, settlement=Settlement.PROJECT_END))
    assert {
        line.meta["forfall"] for line in year_lines(project, settle(project, [COST]))
    } == {"ved prosjektslutt"}
    of = fixed(Surplus.FUND)
    found = year_lines(of, settle(of, [COST]))
    assert {line.meta["andel"] for line in found} == {"fast beløp"}


def test_a_refund_above_the_cost_changes_sides() -> None:
    assert moves(HALVES, Voucher(MAY, -10_00)) == [
        ("Assets:Fordringer:Kafjord:IKT", "Income:IKT:Kommuner:Kafjord", -5_00),
        ("Assets:Fordringer:Lyngen:IKT", "Income:IKT:Kommuner:Lyngen", -5_00),
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            Surplus.FUND,
            [
                ("Income:IKT:Fond", "Liabilities:Fond:IKT:Kafjord", 18_00),
                ("Income:IKT:Fond", "Liabilities:Fond:IKT:Lyngen", 12_00),
            ],
        ),
        (
            Surplus.OWED_TO_GRANTOR,
            [("Income:IKT:Overskudd", "Liabilities:Tilskudd:IKT", 30_00)],
        ),
        (
            Surplus.NOT_STATED,
            [("Income:IKT:Overskudd", "Liabilities:Uavklart:IKT", 30_00)],
        ),
        (
            Surplus.RETURN_TO_PARTICIPANTS,
            [
                (
                    "Income:IKT:Kommuner:Kafjord",
                    "Assets:Fordringer:Kafjord:IKT",
                    18_00,
                ),
                ("Income:IKT:Kommuner:Lyngen", "Assets:Fordringer:Lyngen:IKT", 12_00),
            ],
        ),
    ],
)
def test_what_is_left_over_goes_where_the_agreement_says(
    rule: Surplus, expected: list[tuple[str, str, int]]
) -> None:
    """100 kr are paid and 70 spent: 30 are left, 60 to 40."""
    _, _, *rest = moves(fixed(rule), Voucher(MAY, 70_00))
    assert rest == expected


def test_amounts_that_just_cover_the_cost_leave_no_surplus() -> None:
    assert len(moves(fixed(Surplus.NOT_STATED), Voucher(MAY, 100_00))) == 2
    assert moves(HALVES, COST, Voucher(MAY, -100_01, GRANT)) == []


def test_what_is_booked_and_what_was_shared_must_be_one() -> None:
    result = replace(settle(HALVES, [COST]), charged_ore=100_02)
    with pytest.raises(ContradictionError) as wrong:
        year_lines(HALVES, result)
    assert wrong.value.figures == (Decimal("100.01"), Decimal("100.02"))


def opened(day: date, *accounts: str) -> list[data.Directive]:
    """Accounts that are open from a day."""
    return [
        data.Open(data.new_metadata("main.beancount", 1), day, account, [], None)
        for account in accounts
    ]


def test_nothing_of_a_year_is_posted_where_an_account_is_not_open() -> None:
    ikt, of_year = HALVES.cooperations["ikt"], settle(HALVES, [COST])
    lines = year_lines(HALVES, of_year)
    accounts = sorted({account for line in lines for account in line.accounts})
    made, errors = receivables(opened(MAY, *accounts), HALVES, [(ikt, lines)])
    assert (len(made), errors) == (2, [])
    assert [entry.meta["filename"] for entry in made] == [vocabulary.FILE] * 2
    assert len({entry.meta["lineno"] for entry in made}) == 2
    late = [*opened(MAY, *accounts[1:]), *opened(date(2019, 1, 1), accounts[0])]
    made, errors = receivables(late, HALVES, [(ikt, lines), (ikt, [])])
    assert made == []
    (error,) = errors
    assert accounts[0] in error.message
