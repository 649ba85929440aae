"""Keys that do not share in proportion hold for the year, however it is cut up."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import reject
from hypothesis import strategies as st

from drawn_terms import DAYS
from drawn_terms import FIRST_DAYS
from drawn_terms import ORE
from drawn_terms import PROFILE
from drawn_terms import Terms
from drawn_terms import sharing
from drawn_terms import some_of
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.sharing.shared_pots import CannotSettleError
from settled_years import BEFORE
from settled_years import COSTS
from settled_years import GRANT
from settled_years import LAST
from settled_years import SIX
from settled_years import YEARLY
from settled_years import Voucher
from settled_years import agreement
from settled_years import charged_by
from settled_years import charges
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.sharing.settlement import YearResult


@given(
    vouchers=st.lists(st.builds(Voucher, DAYS, ORE), min_size=1, max_size=6),
    cap_ore=st.integers(0, 10**6),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_a_cap_for_the_year_is_whole_from_the_first_day(
    vouchers: list[Voucher], cap_ore: int, settlement: Settlement
) -> None:
    key = Bounded(Equal(), {}, {"lyngen": Fraction(cap_ore)})
    terms = version(key, ("kafjord", "lyngen", "storfjord"), settlement=settlement)
    periods = settle(agreement(terms), vouchers).periods
    for period in periods:
        cost = Fraction(sum(v.ore for v in vouchers if v.day <= period.end))
        lyngen = min(cost / 3, Fraction(cap_ore))
        assert period.apportionment.entitlements_ore == {
            "lyngen": lyngen,
            "kafjord": (cost - lyngen) / 2,
            "storfjord": (cost - lyngen) / 2,
        }


@given(
    vouchers=st.lists(st.builds(Voucher, DAYS, ORE), min_size=1, max_size=6),
    threshold_ore=st.integers(0, 10**7),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_a_threshold_for_the_year_is_used_up_once(
    vouchers: list[Voucher], threshold_ore: int, settlement: Settlement
) -> None:
    key = Threshold(Fraction(threshold_ore), Equal())
    terms = version(key, ("kafjord", "lyngen"), settlement=settlement, host="lyngen")
    for period in settle(agreement(terms), vouchers).periods:
        cost = Fraction(sum(v.ore for v in vouchers if v.day <= period.end))
        own = max(min(cost, Fraction(threshold_ore)), Fraction(0))
        assert period.apportionment.entitlements_ore == {
            "kafjord": (cost - own) / 2,
            "lyngen": (cost + own) / 2,
        }


@st.composite
def uneven(draw: st.DrawFn, members: tuple[str, ...]) -> DistributionKey:
    """A key by which the shares depend on the amount, or do not follow it at all."""
    inner = draw(sharing(members, 1)).key
    ore = st.integers(0, 10**6).map(Fraction)
    amount = draw(ore)
    each = {member: draw(ore) for member in members}
    keys: list[DistributionKey] = [
        inner,
        Bounded(Equal(), {}, each),
        Threshold(amount, inner),
        FixedAmounts(each),
        BasePlusRest(each, inner),
        PricePerUnit(amount, "population", StatisticDate()),
        NotStated(""),
    ]
    return draw(st.sampled_from(keys))


@st.composite
def uneven_agreements(draw: st.DrawFn) -> Terms:
    """Versions with any keys, one after the other."""
    firsts = [BEFORE, *sorted(draw(st.sets(FIRST_DAYS, max_size=2)))]
    lasts = [day - timedelta(1) for day in firsts[1:]] + [date.max]
    basis = draw(st.sampled_from(Basis))
    versions = []
    for days in zip(firsts, lasts, strict=True):
        members = draw(some_of(SIX))
        versions.append(
            version(
                draw(uneven(members)),
                members,
                days=days,
                settlement=draw(st.sampled_from(Settlement)),
                basis=basis,
                surplus=draw(st.sampled_from(Surplus)),
                host=draw(st.sampled_from(members)),
            )
        )
    return Terms(tuple(versions), ())


PLAIN_YEARS = st.lists(
    st.builds(Voucher, DAYS, ORE) | st.builds(Voucher, DAYS, ORE, st.just(GRANT)),
    min_size=1,
    max_size=8,
)


def settled(terms: Agreement, vouchers: Iterable[Voucher]) -> YearResult:
    """The year, unless the bounds cannot be kept."""
    try:
        return settle(terms, vouchers)
    except CannotSettleError:
        reject()


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS)
@PROFILE
def test_by_any_key_every_oere_is_accounted_for(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settled(terms.agreement(), vouchers)
    costs = sum(v.ore for v in vouchers if v.account == COSTS)
    income = -sum(v.ore for v in vouchers if v.account == GRANT)
    paid = sum(charged_by(result, LAST).values())
    assert (result.cost_ore, result.income_ore) == (costs, income)
    assert result.charged_ore == paid
    assert result.surplus_ore == paid + income - (costs - result.unshared_ore)
    refunds = any(v.ore < 0 for v in vouchers if v.account == COSTS)
    repaid = any(v.ore > 0 for v in vouchers if v.account == GRANT)
    assert result.unshared_ore >= 0 or refunds or repaid
    last = result.periods[-1].apportionment
    for slug, ore in charged_by(result, LAST).items():
        assert abs(ore - last.entitlements_ore[slug]) < 1


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS)
@PROFILE
def test_by_any_key_the_year_does_not_depend_on_its_periods(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    once = settled(terms.settled_by(YEARLY), vouchers)
    for settlement in (Settlement.MONTH, Settlement.QUARTER, Settlement.HALF_YEAR):
        often = settled(terms.settled_by(settlement), vouchers)
        assert charged_by(often, LAST) == charged_by(once, LAST)
        assert often.surplus == once.surplus
    mixed = settled(terms.agreement(), vouchers)
    assert charged_by(mixed, LAST) == charged_by(once, LAST)


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS, data_=st.data())
@PROFILE
def test_by_any_key_the_order_of_vouchers_means_nothing(
    terms: Terms, vouchers: list[Voucher], data_: st.DataObject
) -> None:
    result = settled(terms.agreement(), vouchers)
    other = settled(terms.agreement(), data_.draw(st.permutations(vouchers)))
    assert charges(other) == charges(result)
    assert other.surplus == result.surplus


@given(
    terms=uneven_agreements(), vouchers=PLAIN_YEARS, cost=st.builds(Voucher, DAYS, ORE)
)
@PROFILE
def test_by_any_key_a_cost_and_its_reversal_leave_nothing_behind(
    terms: Terms, vouchers: list[Voucher], cost: Voucher
) -> None:
    without = settled(terms.agreement(), vouchers)
    pair = [cost, cost._replace(ore=-cost.ore)]
    result = settled(terms.agreement(), [*vouchers, *pair])
    assert charges(result) == charges(without)
    assert result.surplus_ore == without.surplus_ore


def test_what_each_version_bears_of_a_cap_for_the_year() -> None:
    """Lyngen has three of four parts, and a cap of 500 that the new terms keep.

    400 until June are 100 and 300; of 1 400 in all Lyngen bears 500, so 200 after June.
    """
    key = Bounded(
        Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)}),
        {},
        {"lyngen": Fraction(500_00)},
    )
    members = "kafjord", "lyngen"
    july = date(2018, 7, 1)
    rules = agreement(
        version(key, members, days=(BEFORE, july - timedelta(1))),
        version(key, members, days=(july, date.max)),
    )
    costs = [Voucher(date(2018, 3, 1), 400_00), Voucher(date(2018, 9, 1), 1000_00)]
    assert settle(rules, costs).by_version_ore == {
        0: {"kafjord": 100_00, "lyngen": 300_00},
        1: {"kafjord": 800_00, "lyngen": 200_00},
    }


def test_a_cost_of_one_that_was_reversed_moves_no_base() -> None:
    """100 are 10 each and 80 shared equally; 30 for Lyngen alone were a mistake."""
    each = dict.fromkeys(("kafjord", "lyngen"), Fraction(10_00))
    rules = agreement(version(BasePlusRest(each, Equal()), tuple(each)))
    alone = {"deltakere": "Lyngen"}
    costs = [
        Voucher(date(2018, 3, 1), 100_00),
        Voucher(date(2018, 4, 1), 30_00, meta=alone),
        Voucher(date(2018, 5, 1), -30_00, meta=alone),
    ]
    assert charged_by(settle(rules, costs), LAST) == dict.fromkeys(each, 50_00)
