"""A year is shared to the øre, whatever the agreement and whatever the vouchers.

Agreements and vouchers are random, and what each is entitled to bear is worked out from
the words of the agreement alone (``drawn_terms``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from drawn_terms import DAYS
from drawn_terms import PROFILE
from drawn_terms import VOUCHERS
from drawn_terms import YEARS
from drawn_terms import Terms
from drawn_terms import agreements
from drawn_terms import some_of
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.model import Settlement
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from settled_years import COSTS_OF_CENTRE
from settled_years import LAST
from settled_years import QUARTERS
from settled_years import SIX
from settled_years import Voucher
from settled_years import agreement
from settled_years import charged_by
from settled_years import charges
from settled_years import settle
from settled_years import version
from two_machines import told_by_both

if TYPE_CHECKING:
    from pathlib import Path


FORTY_SIXTY = Combined(
    (
        (Fraction(40, 100), Equal()),
        (Fraction(60, 100), ByStatistic("population", StatisticDate())),
    )
)


@pytest.mark.parametrize("settlement", Settlement)
def test_ikt_in_2018_however_it_is_cut_up(settlement: Settlement) -> None:
    members = ("kafjord", "kvaenangen", "nordreisa", "skjervoy", "storfjord")
    rules = agreement(version(FORTY_SIXTY, members, settlement=settlement))
    vouchers = [
        Voucher(date(2018, 2, 3), 1_900_000_00, COSTS_OF_CENTRE),
        Voucher(date(2018, 2, 28), 300_000_01),
        Voucher(date(2018, 7, 1), -1),
        Voucher(date(2018, 12, 31), 622_000_00),
    ]
    assert charged_by(settle(rules, vouchers), LAST) == {
        "kafjord": 501_725_32,
        "kvaenangen": 384_194_13,
        "nordreisa": 865_709_61,
        "skjervoy": 604_370_96,
        "storfjord": 465_999_98,
    }


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_the_entitlement_is_what_the_words_of_the_agreement_say(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    for period in settle(terms.agreement(), vouchers).periods:
        found = period.apportionment.entitlements_ore
        assert {p: e for p, e in found.items() if e} == terms.entitled(
            vouchers, period.end
        )


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_nothing_is_lost_or_invented(terms: Terms, vouchers: list[Voucher]) -> None:
    result = settle(terms.agreement(), vouchers)
    start = date.min
    for period in result.periods:
        booked = sum(v.ore for v in vouchers if start < v.day <= period.end)
        assert sum(period.charged_ore.values()) == booked
        start = period.end
    assert result.charged_ore == result.cost_ore == sum(v.ore for v in vouchers)
    assert (result.income_ore, result.unshared_ore, result.surplus_ore) == (0, 0, 0)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_nobody_is_ever_a_whole_oere_from_the_exact_entitlement(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    for period in result.periods:
        exact = terms.entitled(vouchers, period.end)
        paid = charged_by(result, period.end)
        for slug in SIX:
            assert abs(paid[slug] - exact.get(slug, Fraction(0))) < 1


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_the_larger_fraction_is_rounded_up_first(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    exact = terms.entitled(vouchers, LAST)
    paid = charged_by(result, LAST)
    up = [share % 1 for slug, share in exact.items() if paid[slug] > share]
    down = [share % 1 for slug, share in exact.items() if paid[slug] < share]
    assert not up or min(up) >= max(down)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_months_quarters_half_years_and_the_year_agree(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    finer = settle(terms.settled_by(Settlement.MONTH), vouchers)
    assert len(finer.periods) == 12
    for settlement, number in (
        (Settlement.QUARTER, 4),
        (Settlement.HALF_YEAR, 2),
        (Settlement.YEAR, 1),
        (Settlement.PROJECT_END, 1),
    ):
        result = settle(terms.settled_by(settlement), vouchers)
        assert len(result.periods) == number
        for period in result.periods:
            assert charged_by(result, period.end) == charged_by(finer, period.end)
    mixed = settle(terms.agreement(), vouchers)
    assert charged_by(mixed, LAST) == charged_by(finer, LAST)


@given(terms=agreements(), vouchers=YEARS, data_=st.data())
@PROFILE
def test_the_order_of_vouchers_members_and_versions_means_nothing(
    terms: Terms, vouchers: list[Voucher], data_: st.DataObject
) -> None:
    shuffled = [
        replace(
            v, participants=tuple(data_.draw(st.permutations(v.participants or ())))
        )
        for v in data_.draw(st.permutations(terms.versions))
    ]
    other = settle(agreement(*shuffled), data_.draw(st.permutations(vouchers)))
    assert charges(other) == charges(settle(terms.agreement(), vouchers))


@given(terms=agreements(), vouchers=YEARS, reversed_=YEARS, data_=st.data())
@PROFILE
def test_a_cost_and_its_reversal_leave_nothing_behind(
    terms: Terms,
    vouchers: list[Voucher],
    reversed_: list[Voucher],
    data_: st.DataObject,
) -> None:
    # The reversal is for the same days of service, whenever it is booked.
    pairs = []
    for voucher in reversed_:
        cost = voucher._replace(service=voucher.service or (voucher.day, voucher.day))
        pairs += [cost, cost._replace(ore=-cost.ore, day=data_.draw(DAYS))]
    assert charged_by(settle(terms.agreement(), pairs), LAST) == {}
    without = settle(terms.agreement(), vouchers)
    with_both = settle(terms.agreement(), [*vouchers, *pairs])
    assert charged_by(with_both, LAST) == charged_by(without, LAST)
    done = max(voucher.day for voucher in pairs)
    for period in with_both.periods:
        if period.end >= done:
            assert charged_by(with_both, period.end) == charged_by(without, period.end)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_every_single_charge_is_within_two_oere_of_the_period_s_exact_share(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    before: dict[str, Fraction] = {}
    for period in settle(terms.agreement(), vouchers).periods:
        exact = terms.entitled(vouchers, period.end)
        for slug in SIX:
            share = exact.get(slug, Fraction(0)) - before.get(slug, Fraction(0))
            assert abs(period.charged_ore.get(slug, 0) - share) < 2
        before = exact


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_who_is_entitled_to_nothing_never_pays_an_oere(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    for period in result.periods:
        exact = terms.entitled(vouchers, period.end)
        assert charged_by(result, period.end).keys() <= exact.keys()


@given(terms=agreements(), vouchers=YEARS, late=VOUCHERS, service=DAYS)
@PROFILE
def test_a_late_voucher_is_charged_as_what_it_changes(
    terms: Terms, vouchers: list[Voucher], late: Voucher, service: date
) -> None:
    assume(service <= late.day)
    late = late._replace(service=(service, service))
    without = settle(terms.agreement(), vouchers)
    result = settle(terms.agreement(), [*vouchers, late])
    for day in (period.end for period in result.periods):
        extra = charged_by(result, day)
        extra.subtract(charged_by(without, day))
        if day < late.day:
            assert not any(extra.values())
        else:
            assert sum(extra.values()) == late.ore
    # By the end of the year it is as if it had come in time.
    in_time = settle(terms.agreement(), [*vouchers, late._replace(day=service)])
    assert charged_by(in_time, LAST) == charged_by(result, LAST)


def test_a_year_until_a_day_is_as_it_was_then() -> None:
    """100 a quarter: after the second, 200 of cost is charged."""
    rules = agreement(version(Equal(), settlement=Settlement.QUARTER))
    costs = [Voucher(date(2018, month, 1), 1_00) for month in (1, 4, 7, 10)]
    result = settle(rules, costs)
    half = result.until(date(2018, 9, 29))
    assert [period.end for period in half.periods] == list(QUARTERS[:2])
    assert (half.cost_ore, half.charged_ore) == (2_00, 2_00)
    assert result.until(QUARTERS[0]).cost_ore == 1_00
    assert result.until(LAST) is result
    assert result.until(date(2018, 3, 30)) is result


@given(
    members=some_of(SIX),
    costs=st.lists(st.integers(-1000, 1000), min_size=1, max_size=30),
)
@PROFILE
def test_ties_even_out_over_the_years(
    members: tuple[str, ...], costs: list[int]
) -> None:
    # By equal parts every year ends in a tie, and the line goes on where it stopped.
    rules = agreement(version(Equal(), members))
    before = Carried()
    paid: Counter[str] = Counter()
    for year, ore in enumerate(costs, start=2018):
        voucher = Voucher(date(year, 5, 17), ore)
        result = settle(rules, [voucher], before=before, year=year)
        before = carried_after(result, before)
        paid.update(charged_by(result, date(year, 12, 31)))
        exact = Fraction(sum(costs[: year - 2017]), len(members))
        assert before.owed_ore == {slug: exact - paid[slug] for slug in members}
        assert all(abs(part) < 1 for part in before.owed_ore.values())


ONE_YEAR = """
from datetime import date
from fractions import Fraction
from fellesbok.agreement.distribution_key import BasePlusRest, Equal
from fellesbok.agreement.model import Settlement, Surplus
from settled_years import *
base = {slug: Fraction(7) for slug in SIX}
key = BasePlusRest(base, Equal())
terms = agreement(version(key, settlement=Settlement.MONTH, surplus=Surplus.FUND))
result = settle(terms, [Voucher(date(2018, m, 1), m * 100_01) for m in range(1, 13)])
print(charges(result), charged_by(result, LAST), result.surplus)
"""


def test_the_same_books_give_the_same_figures_on_every_machine(tmp_path: Path) -> None:
    first, second = told_by_both(ONE_YEAR, folder=tmp_path)
    assert first == second
