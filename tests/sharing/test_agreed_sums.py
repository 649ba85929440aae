"""An agreed sum is shared by the days of its terms, and by one key for the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.claim_terms import Advance
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.sharing.agreed_sums import agreed_before
from fellesbok.sharing.agreed_sums import agreed_for_year
from fellesbok.sharing.agreed_sums import agreed_until
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Version

SPRING = (date(2018, 1, 1), date(2018, 3, 14))
"""73 days: a fifth of the year."""
REST = (date(2018, 3, 15), date(2018, 12, 31))
PAIR = ("kafjord", "lyngen")


def terms(key: DistributionKey, days: tuple[date, date], kroner: int | None) -> Version:
    """Terms with a sum for the year, or with the budget's."""
    ore = None if kroner is None else kroner * 100
    advance = Advance(ore, None, ((2, 15), (8, 15)))
    of = version(key, PAIR, days=days, host="lyngen")
    return replace(of, claims=ClaimTerms(advance))


def test_each_of_two_terms_has_the_part_of_its_own_days() -> None:
    """A fifth of 1 000 and four fifths of 2 000 kr, by halves."""
    first, last = terms(Equal(), SPRING, 1000), terms(Equal(), REST, 2000)
    of = agreement(first, last)
    ikt = of.cooperations["ikt"]
    spring = agreed_until(of, ikt, first, 2018).entitlements_ore
    assert spring == {"kafjord": 100_00, "lyngen": 100_00}
    year = agreed_for_year(of, ikt, first, 2018).entitlements_ore
    assert year == {"kafjord": 900_00, "lyngen": 900_00}
    assert agreed_before(of, ikt, first, 2018) == {}
    assert agreed_before(of, ikt, last, 2018) == {
        "kafjord": -100_00,
        "lyngen": -100_00,
    }


def test_a_threshold_is_borne_once_a_year_whatever_the_terms() -> None:
    """The host bears the first 100 kr; of 200 and 800 kr it bears them of the first."""
    key = Threshold(Fraction(100_00), Equal())
    first, last = terms(key, SPRING, 1000), terms(key, REST, 1000)
    of = agreement(first, last)
    ikt = of.cooperations["ikt"]
    spring = agreed_until(of, ikt, first, 2018).entitlements_ore
    assert spring == {"kafjord": 50_00, "lyngen": 150_00}
    year = agreed_until(of, ikt, last, 2018).entitlements_ore
    assert year == {"kafjord": 450_00, "lyngen": 550_00}


def test_another_key_or_another_basis_stands_by_itself() -> None:
    """A budget is no agreed sum, and another key is used on its own days alone."""
    weights = Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)})
    first, last = terms(weights, SPRING, 1000), terms(Equal(), REST, 1000)
    of = agreement(first, last)
    ikt = of.cooperations["ikt"]
    assert agreed_before(of, ikt, last, 2018) == {}
    assert agreed_for_year(of, ikt, first, 2018).entitlements_ore == {
        "kafjord": 50_00,
        "lyngen": 150_00,
    }
    by_budget = terms(Equal(), SPRING, None)
    mixed = agreement(by_budget, last)
    found = agreed_for_year(mixed, mixed.cooperations["ikt"], last, 2018)
    assert found.entitlements_ore == {"kafjord": 400_00, "lyngen": 400_00}
