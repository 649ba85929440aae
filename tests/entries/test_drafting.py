"""What is to stand in the books is drafted value by value, exactly as it is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from beancount.core import data

from fellesbok.entries.drafting import at
from fellesbok.entries.drafting import balance
from fellesbok.entries.drafting import moved
from fellesbok.entries.drafting import opening
from fellesbok.entries.drafting import voucher

DAY = date(2018, 5, 1)
PLACE = ("2018.beancount", 7)


def test_money_moves_from_the_one_that_is_credited() -> None:
    one, other = moved("Assets:Bank", "Income:Renter", Decimal("1.50"), "NOK")
    assert (one.account, str(one.units)) == ("Assets:Bank", "1.50 NOK")
    assert (other.account, str(other.units)) == ("Income:Renter", "-1.50 NOK")


def test_a_voucher_has_its_place_first_and_what_is_said_of_it() -> None:
    lines = moved("Assets:Bank", "Income:Renter", Decimal("1.50"), "NOK")
    made = voucher(at(*PLACE, {"bilag": "7"}), DAY, "Banken", "Renter", lines)
    assert list(made.meta) == ["filename", "lineno", "bilag"]
    assert (made.date, made.flag, made.payee) == (DAY, "*", "Banken")
    assert (made.tags, made.links) == (frozenset(), frozenset())
    assert isinstance(made, data.Transaction)


def test_an_account_without_currencies_may_hold_any() -> None:
    assert opening(PLACE, DAY, "Assets:Bank", []).currencies is None
    assert opening(PLACE, DAY, "Assets:Bank", ["NOK"]).currencies == ["NOK"]


def test_what_an_account_holds_is_asserted_to_the_oere() -> None:
    made = balance(PLACE, DAY, "Assets:Bank", Decimal("1.50"), "NOK")
    assert (str(made.amount), made.tolerance) == ("1.50 NOK", None)
