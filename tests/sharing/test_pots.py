"""Pots: the periods they are summed by, their sums, and the order they stand in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.model import Settlement
from fellesbok.sharing.pots import NOTHING_YET
from fellesbok.sharing.pots import Pot
from fellesbok.sharing.pots import Sums
from fellesbok.sharing.pots import YearOfVouchers
from settled_years import FIRST
from settled_years import LAST
from settled_years import QUARTERS
from settled_years import VETERINARY
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version


def test_a_quarter_has_its_first_and_last_day() -> None:
    terms = agreement(version(Equal(), settlement=Settlement.QUARTER))
    of = YearOfVouchers(terms.cooperations["ikt"], 2018, QUARTERS)
    assert of.period(date(2018, 1, 1)) == (FIRST, QUARTERS[0])
    assert of.period(date(2018, 3, 31)) == (FIRST, QUARTERS[0])
    assert of.period(date(2018, 4, 1)) == (date(2018, 4, 1), date(2018, 6, 30))
    assert of.period(LAST) == (date(2018, 10, 1), LAST)


def test_what_comes_off_and_what_is_given_back_is_added_to_the_ore() -> None:
    one = Sums(cost=Decimal("10.00"))
    one.of_contra().cost += Decimal("-1.25")
    other = Sums(cost=Decimal("0.50"))
    both = Sums.of_all([one, other])
    assert both.cost_ore() == 9_25
    assert both.contra_ore() == -1_25
    assert Sums.of_all([other, one]).contra_ore() == -1_25
    assert Sums.of_all([one, one]).contra_ore() == -2_50
    assert Sums.of_all([other, other]).contra is None
    terms = agreement(version(Equal(), settlement=Settlement.QUARTER))
    of = YearOfVouchers(terms.cooperations["ikt"], 2018, QUARTERS)
    of.add_recoverable(Decimal("2.50"), date(2018, 4, 1))
    of.add_recoverable(Decimal("0.01"), date(2018, 6, 30))
    assert [b.recoverable_ore for b in of.booked()] == [0, 2_51, 2_51, 2_51]


def exactly(*pairs: tuple[int, int]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Cost and income of each period, in øre that may be parts of one."""
    return tuple((Fraction(cost), Fraction(income)) for cost, income in pairs)


def test_a_pot_is_told_by_each_period_and_is_nothing_when_all_is_back() -> None:
    """10.00 in the first quarter and back in the third; 0.05 of income between."""
    terms = agreement(version(Equal(), settlement=Settlement.QUARTER))
    of = YearOfVouchers(terms.cooperations["ikt"], 2018, QUARTERS)
    pot = Pot(0, 2018, "", Equal(), ("kafjord", "lyngen"), None, tied=False)
    of.sums(pot, date(2018, 2, 1)).cost += Decimal("10.00")
    of.sums(pot, date(2018, 8, 1)).cost -= Decimal("10.00")
    (so_far,) = of.so_far_ore().values()
    assert so_far == exactly((10_00, 0), (10_00, 0), (0, 0), (0, 0))
    assert all(each is NOTHING_YET for each in so_far[2:])
    of.sums(pot, date(2018, 5, 1)).income -= Decimal("0.05")
    (so_far,) = of.so_far_ore().values()
    assert so_far == exactly((10_00, 0), (10_00, 5), (0, 5), (0, 5))


@pytest.mark.parametrize("kroner", [(100, 200), (200, 100)])
def test_pots_stand_by_their_key_whatever_they_come_to(kroner: tuple[int, int]) -> None:
    """What vouchers want shared by F stands before what others want shared by G."""
    first, then = Named("f", "F", Equal()), Named("g", "G", Equal())
    terms = version(VETERINARY, ("kafjord", "lyngen"))
    vouchers = [
        Voucher(date(2018, 3, 1), amount * 100, meta={"noekkel": key.name})
        for key, amount in zip((first, then), kroner, strict=True)
    ]
    for order in (vouchers, vouchers[::-1]):
        result = settle(agreement(terms, keys=[first, then]), order)
        assert [pot.pot.key for pot in result.periods[-1].pots] == [first, then]
