"""Keys that are not linear hold for the year: the ledgers with what each shall pay.

Every number is worked out by hand; how stands at the head of the ledger's source.
What the books become in full is beside it; here stands what must not follow from files
that are written anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from casebook import LEDGERS
from drawn_loads import Booked
from drawn_loads import load_folder
from oracle import read_folder
from oracle import settle

FOUR = ("lyngen", "nordreisa", "storfjord", "balsfjord")
Charged = tuple[str, ...]
YEARS: dict[str, dict[int, Charged]] = {
    "a-threshold-is-not-borne-again-after-a-new-decision": {
        2020: ("52500", "2500", "2500", "2500"),
    },
    "a-threshold-is-not-borne-again-when-a-member-enters": {
        2020: ("80000", "30000", "30000", "20000"),
    },
    "a-late-voucher-finds-the-threshold-of-its-year-used": {
        2020: ("57500", "7500", "7500", "7500"),
        2021: ("2500", "2500", "2500", "2500"),
    },
    "a-base-amount-is-once-a-year-when-the-host-changes": {
        2020: ("16000", "22000", "28000", "34000"),
    },
    "a-cap-is-for-the-year-when-the-host-changes": {
        2020: ("11666.67", "23333.33", "35000", "40000"),
    },
    "a-cap-holds-for-a-party-in-a-group": {
        2020: ("27500", "55000", "82500", "110000", "100000"),
        2021: ("4000", "8000", "12000", "16000", "0"),
    },
    "a-late-voucher-does-not-bring-the-minimum-again": {
        2020: ("10000", "20000", "30000", "40000"),
        2021: ("10100", "20200", "30300", "40400"),
    },
    "a-month-below-the-minimum-does-not-stop-the-year": {
        2020: ("10010", "20020", "30030", "40040"),
    },
    "a-refund-past-a-minimum-charges-nobody": {
        2020: ("24500", "24500", "25000", "25000"),
    },
    "a-cap-counts-what-is-bought-for-one-alone": {2021: ("60", "90")},
    "two-caps-meet-in-two-costs": {2021: ("20", "90", "90")},
    "a-minimum-makes-room-for-what-is-paid-back": {2021: ("10", "40")},
    "what-is-paid-back-under-a-threshold-goes-to-its-own": {2021: ("50", "-20", "0")},
    "a-threshold-that-is-changed-holds-by-days-each": {
        2021: ("65000", "5000", "5000", "5000"),
    },
    "a-minimum-is-by-days-for-one-who-enters": {2021: ("17500", "17500", "4000")},
    "a-cap-is-by-days-for-one-who-leaves": {2021: ("19500", "19500", "8000")},
    "the-difference-of-an-accrual-is-above-the-threshold": {
        2020: ("51250", "1250", "1250", "1250"),
        2021: ("1000", "1000", "1000", "1000"),
    },
    "a-threshold-is-used-up-month-by-month": {2021: ("15000", "3000", "3000")},
    "a-cap-is-whole-from-the-first-month": {2021: ("5000", "11000")},
    "a-base-amount-grows-by-the-days-that-have-passed": {2021: ("4325", "5675")},
    "a-minimum-grows-by-the-days-that-have-passed": {2021: ("3650", "6350")},
    "what-is-paid-ahead-is-the-next-year-s": {
        2020: ("2500", "7500"),
        2021: ("1150", "850"),
    },
    "each-host-bears-a-threshold-of-its-own": {2021: ("7000", "7000", "2000")},
    "a-cost-centre-with-its-own-rule-has-an-account-of-its-own": {
        2021: ("2000", "6200"),
    },
    "base-amounts-above-the-cost-are-a-surplus-once": {2021: ("10000", "10000")},
    "an-account-that-cannot-be-shared-stops-no-other": {2021: ("500", "500")},
    "a-threshold-goes-by-the-day-of-service": {2021: ("100", "50", "50")},
    "costs-of-a-day-share-a-threshold": {2021: ("85", "30", "5")},
    "a-cost-of-the-whole-year-uses-a-threshold-day-by-day": {
        2021: ("547", "233", "50"),
    },
    "a-key-is-the-same-by-name-or-written-out": {2021: ("60", "140")},
    "a-cost-that-is-reversed-next-year-leaves-no-minimum": {
        2020: ("10000", "20000", "30000", "40000"),
        2021: ("-10000", "-20000", "-30000", "-40000"),
    },
    "a-refund-that-takes-a-year-below-its-minimums-waits": {2020: ("50", "50")},
    "the-months-of-a-year-that-cannot-be-shared-go-back": {2021: ("0", "0")},
    "a-surplus-is-not-used-for-what-cannot-be-shared": {
        2020: ("110", "110"),
        2021: ("100", "100"),
    },
    "a-key-that-a-voucher-asks-for-is-used-in-the-year-of-service": {
        2020: ("165", "115"),
        2021: ("105", "105"),
    },
    "what-is-paid-for-by-fixed-amounts-is-not-shared-later": {2021: ("381", "381")},
    "what-is-paid-ahead-waits-for-its-year": {2020: ("50", "50")},
    "a-minimum-of-a-year-that-has-not-come-stops-nothing": {2020: ("25", "25")},
}
"""By ledger and accounting year: kroner of the four, and of Fylket."""
PERIODS: dict[str, dict[date, Charged]] = {
    "a-threshold-is-used-up-month-by-month": {
        date(2021, 1, 31): ("9000", "0", "0"),
        date(2021, 2, 28): ("5000", "2000", "2000"),
        date(2021, 3, 31): ("1000", "1000", "1000"),
        date(2021, 4, 30): ("0", "0", "0"),
    },
    "a-cap-is-whole-from-the-first-month": {
        date(2021, 1, 31): ("4000", "4000"),
        date(2021, 2, 28): ("1000", "7000"),
    },
    "a-base-amount-grows-by-the-days-that-have-passed": {
        date(2021, 1, 31): ("2655", "7345"),
        date(2021, 2, 28): ("140", "-140"),
    },
    "a-minimum-grows-by-the-days-that-have-passed": {
        date(2021, 1, 31): ("2500", "7500"),
        date(2021, 8, 31): ("0", "0"),
        date(2021, 9, 30): ("230", "-230"),
        date(2021, 10, 31): ("310", "-310"),
        date(2021, 11, 30): ("300", "-300"),
        date(2021, 12, 31): ("310", "-310"),
    },
    "a-month-below-the-minimum-does-not-stop-the-year": {
        date(2020, 1, 31): ("10", "20", "30", "40"),
        date(2020, 6, 30): ("0", "0", "0", "0"),
    },
    "the-months-of-a-year-that-cannot-be-shared-go-back": {
        date(2021, 1, 31): ("50", "50"),
        date(2021, 11, 30): ("-25", "-25"),
        date(2021, 12, 31): ("-25", "-25"),
    },
    "each-host-bears-a-threshold-of-its-own": {
        date(2021, 8, 7): ("6000", "1000", "1000"),
        date(2021, 12, 31): ("1000", "6000", "1000"),
    },
}
ERRORS = {
    "an-account-that-cannot-be-shared-stops-no-other": ("100,00", "1 100,00 kr"),
    "a-refund-that-takes-a-year-below-its-minimums-waits": ("2020", "30,00 kr"),
    "the-months-of-a-year-that-cannot-be-shared-go-back": ("2021", "30,00 kr"),
    "a-surplus-is-not-used-for-what-cannot-be-shared": ("2020", "50,00 kr"),
}
"""Words that the one error of a ledger must have."""


def kroner(booked: Booked, year: int, number: int) -> Charged:
    """What each is charged in a year, in the order of the tables."""
    charged = booked.by_year()
    return in_order({p: ore for (y, p), ore in charged.items() if y == year}, number)


def in_order(charged: dict[str, int], number: int) -> Charged:
    payers = (*FOUR, "fylket")[:number]
    assert charged.keys() <= set(payers), charged
    found = (Decimal(charged.get(payer, 0)).scaleb(-2) for payer in payers)
    return tuple(f"{amount.normalize():f}" for amount in found)


@pytest.mark.parametrize("name", YEARS)
def test_each_is_charged_what_is_right(name: str) -> None:
    booked = load_folder(LEDGERS / name)
    for year, expected in YEARS[name].items():
        assert kroner(booked, year, len(expected)) == expected, year
    assert {day.year for day, _ in booked.charged} <= set(YEARS[name])
    for day, expected in PERIODS.get(name, {}).items():
        charged = {p: ore for (d, p), ore in booked.charged.items() if d == day}
        assert in_order(charged, len(expected)) == expected, day
    assert len(booked.errors) == (name in ERRORS), booked.errors
    for error in booked.errors:
        assert all(words in plain_spaces(error) for words in ERRORS[name]), error


def plain_spaces(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "name",
    [name for name in YEARS if "accrual" not in name],  # which it does not read
)
def test_the_oracle_says_the_same(name: str) -> None:
    of, vouchers = read_folder(LEDGERS / name)
    outcome = settle(of, vouchers)
    booked = Booked(charged=dict(outcome.charged))
    for year, expected in YEARS[name].items():
        assert kroner(booked, year, len(expected)) == expected, year
    for day, expected in PERIODS.get(name, {}).items():
        charged = {p: ore for (d, p), ore in booked.charged.items() if d == day}
        assert in_order(charged, len(expected)) == expected, day
    assert len(outcome.refused) == (name in ERRORS)


@pytest.mark.parametrize(
    ("name", "back"),
    [
        ("base-amounts-above-the-cost-are-a-surplus-once", 2500_00),
        ("a-surplus-is-not-used-for-what-cannot-be-shared", 25_00),
    ],
)
def test_a_surplus_of_base_amounts_comes_back(name: str, back: int) -> None:
    given_back = load_folder(LEDGERS / name).given_back
    assert given_back == {(2021, "lyngen"): back, (2021, "nordreisa"): back}
