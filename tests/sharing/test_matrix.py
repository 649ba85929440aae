"""The shares of a period as a matrix, and what was to be shared beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.model import Settlement
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix import to_share
from fellesbok.sharing.receivables import year_lines
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version
from shares_by_hand import share

VIKA = agreement(version(Equal()))
EVERY = [
    share("Lyngen", "100.00"),
    share("Lyngen", "20.00", 2019),
    share("Kafjord", "-5.00"),
]
YEAR = (date(2018, 1, 1), date(2019, 1, 1))
SPRING = (date(2018, 1, 1), date(2018, 7, 1))
AUTUMN = (date(2018, 7, 1), date(2019, 1, 1))
PAIR = ("kafjord", "lyngen")
COSTS = [Voucher(date(2018, 2, 1), 100_00), Voucher(date(2018, 8, 1), 31_00)]


def test_a_payer_has_the_sum_of_its_shares_and_who_has_none_is_no_column() -> None:
    found = matrix_of(EVERY, EVERY, VIKA, {"ikt": 115_00})
    (row,) = found.rows
    assert row.amounts == {"Lyngen": Decimal("120.00"), "Kafjord": Decimal("-5.00")}
    assert [payer.slug for payer in found.payers] == ["kafjord", "lyngen"]
    assert row.years == (2018, 2019)
    assert row.total == row.shared == found.total == found.shared == 115
    assert found.hidden == 0
    assert found.total_of("Lyngen") == 120
    assert found.total_of("Storfjord") is None


def test_what_filters_hide_is_counted_and_added() -> None:
    found = matrix_of(EVERY[:1], EVERY, VIKA, {"ikt": 115_00})
    assert (found.hidden, found.hidden_amount) == (2, Decimal("15.00"))
    assert (found.rows[0].hidden, found.rows[0].total) == (2, Decimal("100.00"))


def test_who_sees_its_own_shares_alone_compares_with_nothing() -> None:
    found = matrix_of(EVERY, EVERY, VIKA, None)
    assert found.rows[0].shared is found.shared is None


def test_what_was_to_be_shared_and_is_not_has_a_row() -> None:
    """But not where filters hide all the shares that there are."""
    assert [row.total for row in matrix_of([], [], VIKA, {"ikt": 1}).rows] == [0]
    assert matrix_of([], [], VIKA, {}).rows == ()
    assert matrix_of([], EVERY, VIKA, {"ikt": 115_00}).rows == ()


def test_a_period_was_to_share_what_it_adds() -> None:
    of = agreement(version(Equal(), PAIR, settlement=Settlement.HALF_YEAR))
    result = settle(of, COSTS)
    found = [to_share([result], [], days) for days in (SPRING, AUTUMN, YEAR)]
    assert found == [{"ikt": 100_00}, {"ikt": 31_00}, {"ikt": 131_00}]


def test_amounts_are_what_was_to_be_shared_whatever_the_cost() -> None:
    key = FixedAmounts({"kafjord": Fraction(40_00), "lyngen": Fraction(50_00)})
    of = agreement(version(key, PAIR))
    assert to_share([settle(of, COSTS)], [], YEAR) == {"ikt": 90_00}
    unstated = agreement(version(NotStated(""), PAIR))
    assert to_share([settle(unstated, COSTS)], [], YEAR) == {"ikt": 0}


def test_a_closed_year_was_to_share_what_it_was_fixed_as() -> None:
    """What the same year gives now counts no more."""
    of = agreement(version(Equal(), PAIR))
    result = settle(of, COSTS)
    lines = tuple(year_lines(of, settle(of, COSTS[:1])))
    day, ikt = date(2019, 2, 1), of.cooperations["ikt"]
    closed = ClosedYear(ikt, 2018, lines, Path("b.csv"), {}, day, ("m", 1))
    assert to_share([result], [closed], YEAR) == {"ikt": 100_00}
    assert to_share([result], [closed], SPRING) == {"ikt": 0}
