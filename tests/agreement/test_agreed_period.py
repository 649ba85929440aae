"""Amounts for some years: how far their days are when the books stand at a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.agreed_period import agreed_period
from fellesbok.agreement.agreed_period import part_passed
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from settled_years import version

FOUR_YEARS = (date(2016, 1, 1), date(2019, 12, 31))
"""1461 days: 2016 has 366, the others 365."""
AMOUNTS = FixedAmounts(
    {"lyngen": Fraction(100_000_00)}, per="agreement_period", period=FOUR_YEARS
)
HELD = (date(2018, 1, 1), date(2018, 12, 31))


def test_the_period_is_the_keys_own_also_behind_a_name() -> None:
    assert agreed_period(AMOUNTS, version(AMOUNTS, days=HELD)) == FOUR_YEARS
    twice = Named("ut", "Utenpå", Named("inn", "Inni", AMOUNTS))
    assert agreed_period(twice, version(twice, days=HELD)) == FOUR_YEARS


def test_a_key_without_a_period_is_for_the_days_of_its_terms() -> None:
    plain = FixedAmounts({"lyngen": Fraction(1)}, per="agreement_period")
    for key in (plain, Equal()):
        assert agreed_period(key, version(key, days=HELD)) == HELD


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (date(2015, 12, 31), Fraction(0)),
        (date(2016, 1, 1), Fraction(1, 1461)),
        (date(2016, 12, 31), Fraction(366, 1461)),
        (date(2018, 12, 31), Fraction(1096, 1461)),
        (date(2019, 12, 31), Fraction(1)),
        (date(2025, 6, 30), Fraction(1)),
    ],
)
def test_days_pass_one_by_one_with_both_ends(day: date, passed: Fraction) -> None:
    assert part_passed(FOUR_YEARS, version(AMOUNTS), day) == passed


def test_no_day_passes_while_other_terms_hold() -> None:
    """Terms of 2018 alone have passed 731 days when they begin, and 1096 at the end."""
    terms = version(AMOUNTS, days=HELD)
    before, after = Fraction(731, 1461), Fraction(1096, 1461)
    assert part_passed(FOUR_YEARS, terms, date(2016, 5, 1)) == before
    assert part_passed(FOUR_YEARS, terms, date(2017, 12, 31)) == before
    assert part_passed(FOUR_YEARS, terms, date(2019, 12, 31)) == after
