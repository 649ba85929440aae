"""Outside income comes off the cost where the agreement says net, in any year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from drawn_terms import MIXED_YEARS
from drawn_terms import PROFILE
from drawn_terms import Shared
from drawn_terms import one_version
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import CostCentreRule
from settled_years import CENTRE
from settled_years import COSTS
from settled_years import COSTS_OF_CENTRE
from settled_years import FIRST
from settled_years import GRANT
from settled_years import GRANT_OF_CENTRE
from settled_years import LAST
from settled_years import VETERINARY
from settled_years import Voucher
from settled_years import agreement
from settled_years import charged_by
from settled_years import charges
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@pytest.mark.parametrize(
    ("basis", "expected_kroner", "surplus_kroner"),
    [
        (Basis.NET, (236_510, 141_906, 425_718, 141_906), 0),
        (Basis.GROSS, (328_460, 197_076, 591_228, 197_076), 367_800),
    ],
)
def test_kommuneveterinaer_net_and_gross_of_the_state_grant(
    basis: Basis, expected_kroner: tuple[int, ...], surplus_kroner: int
) -> None:
    rules = agreement(version(VETERINARY, tuple(VETERINARY.shares), basis=basis))
    cost = Voucher(LAST, 1_313_840_00)
    grant = Voucher(LAST, -367_800_00, GRANT)
    result = settle(rules, [cost, grant])
    assert tuple(result.periods[-1].charged_ore.values()) == tuple(
        kroner * 100 for kroner in expected_kroner
    )
    assert result.surplus_ore == surplus_kroner * 100


def amounts(vouchers: Iterable[Voucher], account: str, until: date) -> int:
    """What is booked on an account until a day, in øre; income is positive here."""
    sign = -1 if account.startswith("Income") else 1
    return sum(
        sign * v.ore for v in vouchers if v.account == account and v.day <= until
    )


@given(terms=one_version(Basis.NET), vouchers=MIXED_YEARS)
@PROFILE
def test_outside_income_comes_off_before_the_cost_is_shared(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    rules, everything, in_centre = terms
    vouchers = [voucher._replace(service=None) for voucher in vouchers]
    result = settle(rules, vouchers)
    for period in result.periods:
        # The centre's grant covers the centre's cost; the general grant covers the
        # same part of all that is then left.  A refund is not touched by grants.
        rest = Fraction(amounts(vouchers, COSTS, period.end))
        rest_of_centre = Fraction(amounts(vouchers, COSTS_OF_CENTRE, period.end))
        if rest_of_centre > 0:
            tied = amounts(vouchers, GRANT_OF_CENTRE, period.end)
            rest_of_centre = max(rest_of_centre - tied, Fraction(0))
        left = max(rest, Fraction(0)) + max(rest_of_centre, Fraction(0))
        free = min(Fraction(amounts(vouchers, GRANT, period.end)), left)
        expected = defaultdict[str, Fraction](Fraction)
        for amount, shared in ((rest, everything), (rest_of_centre, in_centre)):
            uncovered = amount - (free * amount / left if amount > 0 else 0)
            for slug, share in shared.of_year(2018).items():
                expected[slug] += uncovered * share
        found = period.apportionment.entitlements_ore
        assert {p: e for p, e in found.items() if e} == {
            p: e for p, e in expected.items() if e
        }


@given(terms=one_version(Basis.GROSS), vouchers=MIXED_YEARS)
@PROFILE
def test_gross_of_outside_income_the_whole_cost_is_shared(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    result = settle(terms[0], vouchers)
    costs = [v for v in vouchers if not v.account.startswith("Income")]
    income = -sum(v.ore for v in vouchers if v not in costs)
    if costs:
        assert charges(result) == charges(settle(terms[0], costs))
    assert result.income_ore == result.surplus_ore == income


def test_a_grant_for_one_cost_centre_does_not_cover_another() -> None:
    rule = CostCentreRule(Equal(), ("kafjord", "lyngen"))
    terms = replace(version(Equal()), cost_centre_rules={CENTRE: rule, "153": rule})
    vouchers = [
        Voucher(FIRST, 100_00, COSTS_OF_CENTRE),
        Voucher(FIRST, -150_00, GRANT_OF_CENTRE),
        Voucher(FIRST, 80_00, "Expenses:IKT:Ansvar-153"),
    ]
    result = settle(agreement(terms), vouchers)
    assert charged_by(result, LAST) == {"kafjord": 40_00, "lyngen": 40_00}
    assert result.surplus_ore == 50_00
