"""A cost that no key shares is told, and nobody is charged for it."""

from __future__ import annotations

from datetime import date

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from settled_years import BEFORE
from settled_years import GRANT
from settled_years import LAST
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version


def test_a_cost_that_nothing_says_how_to_share_is_told_and_not_charged() -> None:
    # Two thirds of the year have a key; the grant covers the same part of everything.
    members = ("kafjord", "lyngen")
    rules = agreement(
        version(Equal(), members, days=(BEFORE, date(2018, 8, 31))),
        version(NotStated(""), members, days=(date(2018, 9, 1), date.max)),
    )
    vouchers = [
        Voucher(date(2018, 8, 31), 60_00),
        Voucher(date(2018, 9, 1), 30_01),
        Voucher(date(2018, 12, 1), -45_00, GRANT),
    ]
    result = settle(rules, vouchers)
    # 45.01 of 90.01 kr are left, of which 60/90.01 have a key: 30.0033 kr.
    assert (result.charged_ore, result.unshared_ore) == (30_00, 15_01)
    assert result.surplus_ore == 0


def test_a_named_key_that_is_not_stated_shares_nothing_either() -> None:
    rules = agreement(version(Named("none", "", NotStated(""))))
    result = settle(rules, [Voucher(LAST, 1_00)])
    assert (result.unshared_ore, result.surplus_ore) == (1_00, 0)
