"""What is left over is accounted for and owned, whatever is agreed and booked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from drawn_terms import MIXED_YEARS
from drawn_terms import PROFILE
from drawn_terms import Shared
from drawn_terms import one_version
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Surplus
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from settled_years import BEFORE
from settled_years import LAST
from settled_years import SIX
from settled_years import Voucher
from settled_years import agreement
from settled_years import charged_by
from settled_years import settle
from settled_years import version


def test_what_fixed_contributions_leave_over_is_owned_as_it_was_paid() -> None:
    # 100 000 + 5 × 15 000 kr against 43 000 kr: 132 000 kr are left.  Lyngen owns
    # 75 428.571 kr, the others 11 314.2857 kr each, and three of these get an øre.
    paid = dict.fromkeys(SIX, Fraction(15_000_00)) | {"lyngen": Fraction(100_000_00)}
    terms = version(FixedAmounts(paid), surplus=Surplus.FUND)
    result = settle(agreement(terms), [Voucher(LAST, 43_000_00)])
    assert charged_by(result, LAST) == paid
    assert result.surplus_ore == 132_000_00
    assert result.surplus is not None
    owned = Counter(result.surplus.amounts_ore.values())
    assert owned == {75_428_57: 1, 11_314_28: 2, 11_314_29: 3}
    assert result.surplus.tied == set(SIX) - {"lyngen"}


@given(
    terms=st.sampled_from(Basis).flatmap(one_version),
    vouchers=MIXED_YEARS,
)
@PROFILE
def test_a_surplus_is_accounted_for_and_has_owners(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    result = settle(terms[0], vouchers)
    costs = sum(v.ore for v in vouchers if not v.account.startswith("Income"))
    income = -sum(v.ore for v in vouchers if v.account.startswith("Income"))
    paid = charged_by(result, LAST)
    assert (result.cost_ore, result.income_ore) == (costs, income)
    assert result.charged_ore == sum(paid.values())
    assert result.surplus_ore == sum(paid.values()) + income - costs
    owned = result.last_version.surplus in {
        Surplus.FUND,
        Surplus.RETURN_TO_PARTICIPANTS,
    }
    if not owned or result.surplus_ore <= 0:
        assert result.surplus is None
        return
    assert result.surplus is not None
    owners = result.surplus.amounts_ore
    assert sum(owners.values()) == result.surplus_ore
    # In proportion to what each has borne, of the year itself if anything, or by the
    # key where nobody has.
    itself = [p for p in result.periods[-1].pots if p.pot.year >= result.year]
    exact = result.periods[-1].apportionment.entitlements_ore
    borne = (
        {
            slug: e
            for slug, e in added(p.entitlements_ore for p in itself).items()
            if e > 0
        }
        or {slug: e for slug, e in exact.items() if e > 0}
        or terms[1].of_year(2018)
    )
    whole = sum(borne.values(), Fraction(0))
    for slug in SIX:
        due = result.surplus_ore * borne.get(slug, Fraction(0)) / whole
        assert abs(owners.get(slug, 0) - due) < 1


def test_a_late_cost_takes_nothing_back_that_nobody_was_given() -> None:
    """Base amounts of 500 each were 700 above the cost; nothing says whose that is.

    200 that come a year late for the year before lack, and nobody is charged for them:
    the 700 were not given to anybody who could pay them back.
    """
    each = dict.fromkeys(("kafjord", "lyngen"), Fraction(500_00))
    rules = agreement(
        version(
            BasePlusRest(each, Equal()),
            tuple(each),
            days=(BEFORE, LAST),
            surplus=Surplus.NOT_STATED,
        )
    )
    year = settle(rules, [Voucher(LAST, 300_00)])
    assert (year.surplus_ore, year.surplus) == (700_00, None)
    late = Voucher(date(2019, 12, 31), 200_00, service=(LAST, LAST))
    after = settle(rules, [late], before=carried_after(year, Carried()), year=2019)
    assert (after.surplus_ore, after.surplus) == (-200_00, None)
    assert after.charged_ore == 0
