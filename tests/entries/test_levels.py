"""On which days a level ends below nothing and lower than before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from beancount.core import data

from fellesbok.entries.levels import Movement
from fellesbok.entries.levels import falls_below_zero


def moved(day: int, amount: str) -> Movement:
    """A movement of a day of January."""
    when = date(2018, 1, day)
    none = data.EMPTY_SET
    entry = data.Transaction({}, when, "*", None, amount, none, none, [])
    return Movement(when, Decimal(amount), entry)


def falls(*movements: Movement) -> list[tuple[int, str, list[str]]]:
    """Day, level at its end, and what took something."""
    return [
        (day.day, str(level), [str(movement.amount) for movement in taking])
        for day, level, taking in falls_below_zero(movements)
    ]


def test_a_level_that_falls_below_nothing_is_told_with_what_took_it() -> None:
    """10 − 12 is −2; the 5 that came on the same day took nothing."""
    assert falls(moved(1, "10.00"), moved(2, "-17.00"), moved(2, "5.00")) == [
        (2, "-2.00", ["-17.00"])
    ]


def test_what_is_put_back_on_the_same_day_was_never_gone() -> None:
    assert falls(moved(1, "-10.00"), moved(1, "10.00")) == []


def test_nothing_is_not_below_nothing() -> None:
    assert falls(moved(1, "10.00"), moved(2, "-10.00")) == []


def test_a_level_that_rises_is_not_told_again_though_it_is_still_below() -> None:
    """Day 2 rises from −10 to −4, and day 3 falls to −5."""
    found = falls(moved(1, "-10.00"), moved(2, "6.00"), moved(3, "-1.00"))
    assert found == [(1, "-10.00", ["-10.00"]), (3, "-5.00", ["-1.00"])]


def test_days_come_in_their_order_whatever_order_they_are_given_in() -> None:
    assert falls(moved(2, "-5.00"), moved(1, "10.00")) == []
    assert falls(moved(3, "10.00"), moved(2, "-5.00"), moved(2, "-1.00")) == [
        (2, "-6.00", ["-5.00", "-1.00"])
    ]
