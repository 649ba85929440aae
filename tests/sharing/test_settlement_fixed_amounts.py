"""A fixed amount is charged in whole, in instalments, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_terms import PROFILE
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Settlement
from settled_years import BEFORE
from settled_years import FIRST
from settled_years import LAST
from settled_years import SIX
from settled_years import Voucher
from settled_years import agreement
from settled_years import charged_by
from settled_years import settle
from settled_years import version


@pytest.mark.parametrize("settlement", Settlement)
@pytest.mark.parametrize("ore", [15_000_00, 100_000_01, 7])
def test_instalments_of_a_fixed_amount_add_up_to_it(
    settlement: Settlement, ore: int
) -> None:
    amounts_ore = {"kafjord": Fraction(ore), "lyngen": Fraction(2 * ore + 1)}
    key = FixedAmounts(amounts_ore)
    terms = version(key, ("kafjord", "lyngen"), settlement=settlement)
    result = settle(agreement(terms), [Voucher(FIRST, 43_000_00)])
    assert charged_by(result, LAST) == {"kafjord": ore, "lyngen": 2 * ore + 1}
    for period in result.periods:
        for slug, amount in amounts_ore.items():
            instalment = amount / len(result.periods)
            assert abs(period.charged_ore[slug] - instalment) < 2
    assert result.surplus_ore == 3 * ore + 1 - 43_000_00


@given(
    agreed=st.lists(st.integers(0, 10**9), min_size=1, max_size=3),
    first=st.dates(date(2016, 1, 1), date(2017, 12, 31)),
    days=st.integers(0, 1500),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_an_amount_for_an_agreement_period_is_charged_once_over_the_years(
    agreed: list[int], first: date, days: int, settlement: Settlement
) -> None:
    expected = dict(zip(SIX, agreed, strict=False))
    amounts_ore = {slug: Fraction(ore) for slug, ore in expected.items()}
    key = FixedAmounts(amounts_ore, per="agreement_period")
    last = first + timedelta(days)
    rules = agreement(
        version(key, tuple(expected), days=(first, last), settlement=settlement)
    )
    total: Counter[str] = Counter()
    for year in range(first.year, last.year + 1):
        day = max(first, date(year, 1, 1))
        result = settle(rules, [Voucher(day, 1_00)], year=year)
        in_year = charged_by(result, date(year, 12, 31))
        for number, period in enumerate(result.periods, start=1):
            # Equal instalments, for the periods in which the terms hold.
            if first <= date(year, 1, 1) and date(year, 12, 31) <= last:
                part = Fraction(number, len(result.periods))
                so_far = charged_by(result, period.end)
                assert all(abs(so_far[p] - in_year[p] * part) < 2 for p in in_year)
        total.update(in_year)
        passed = Fraction((min(last, date(year, 12, 31)) - first).days + 1, days + 1)
        for slug, ore in expected.items():
            assert abs(total[slug] - ore * passed) < 1
    assert {slug: total[slug] for slug in expected} == expected


@pytest.mark.parametrize(
    ("last_day", "first_quarter_ore"),
    [
        pytest.param(
            date(2018, 3, 31),
            246,
        ),
        (date(2018, 4, 1), 124),
    ],
)
def test_terms_that_have_ended_charge_no_more(
    last_day: date, first_quarter_ore: int
) -> None:
    # 10.00 kr a year for 90 or 91 of 365 days, by quarters.
    key = FixedAmounts({"lyngen": Fraction(10_00)})
    rules = agreement(
        version(
            key, ("lyngen",), days=(FIRST, last_day), settlement=Settlement.QUARTER
        ),
        version(
            Equal(),
            ("lyngen",),
            days=(last_day + timedelta(1), date.max),
            settlement=Settlement.QUARTER,
        ),
    )
    result = settle(rules, [Voucher(LAST, 1_00)])
    assert result.periods[0].charged_ore == {"lyngen": first_quarter_ore}


@pytest.mark.parametrize("meta", [{"betaler": "kafjord"}, {"noekkel": "fast"}])
def test_a_voucher_with_wishes_does_not_bring_fixed_amounts_once_more(
    meta: dict[str, str],
) -> None:
    paid = {"kafjord": Fraction(15_000_00), "lyngen": Fraction(100_000_00)}
    key = Named("fast", "Fast", FixedAmounts(paid))
    rules = agreement(version(key, tuple(paid), host="lyngen"), keys=[key])
    result = settle(rules, [Voucher(LAST, 10_00, meta=meta)])
    assert charged_by(result, LAST) == paid


def test_a_late_invoice_does_not_bring_last_year_s_fixed_amounts_once_more() -> None:
    old, new = ({"lyngen": Fraction(ore)} for ore in (10_00, 11_00))
    rules = agreement(
        version(FixedAmounts(old), ("lyngen",), days=(BEFORE, date(2017, 12, 31))),
        version(FixedAmounts(new), ("lyngen",), days=(FIRST, date.max)),
    )
    december = (date(2017, 12, 1), date(2017, 12, 31))
    result = settle(rules, [Voucher(FIRST, 2_00, service=december)])
    assert charged_by(result, LAST) == new


def test_a_cost_centre_can_have_fixed_amounts_where_the_rest_is_shared() -> None:
    """Due whether the centre costs anything or not: 10 and 20, and 4 by halves."""
    paid = FixedAmounts({"kafjord": Fraction(10_00), "lyngen": Fraction(20_00)})
    rule = CostCentreRule(paid, ("kafjord", "lyngen"))
    terms = agreement(version(Equal(), ("kafjord", "lyngen"), centre=rule))
    result = settle(terms, [Voucher(FIRST, 4_00)])
    assert charged_by(result, LAST) == {"kafjord": 12_00, "lyngen": 22_00}


def test_fixed_sums_wait_for_books_that_have_not_come_so_far() -> None:
    result = settle(agreement(version(Equal())), [Voucher(FIRST, 1_00)])
    waits = replace(result, waiting_ore=5, come_to=date(2018, 6, 30))
    assert not waits.waits_on(date(2018, 6, 30))
    assert waits.waits_on(date(2018, 7, 1))
    assert not replace(waits, waiting_ore=0).waits_on(date(2018, 7, 1))
