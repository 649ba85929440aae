"""The periods that a year is settled in: the terms' own, cut where the host changes."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from itertools import pairwise

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Cooperation
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.settlement_periods import host_ends
from fellesbok.agreement.settlement_periods import period_ends
from fellesbok.agreement.settlement_periods import period_label
from fellesbok.entries.claim import period_days
from settled_years import agreement
from settled_years import version


def hosted(settlement: Settlement, *hosts: tuple[str, str | None]) -> Cooperation:
    """Who is host from which day, everything else the same."""
    days = [date.fromisoformat(day) for day, _ in hosts]
    lasts = [after - timedelta(days=1) for _, after in pairwise([*days, date.max])]
    lasts[-1] = date.max
    terms = (
        version(Equal(), days=(first, last), settlement=settlement, host=host)
        for first, last, (_, host) in zip(days, lasts, hosts, strict=True)
    )
    return agreement(*terms).cooperations["ikt"]


@pytest.mark.parametrize(
    ("settlement", "hosts", "labels"),
    [
        (Settlement.YEAR, [("2018-01-01", "kafjord")], ["2018"]),
        (
            Settlement.YEAR,
            [("2018-01-01", "kafjord"), ("2018-07-01", "lyngen")],
            ["2018-H1", "2018-H2"],
        ),
        (
            Settlement.YEAR,
            [("2018-01-01", "kafjord"), ("2018-04-16", "lyngen")],
            ["2018-01-01/2018-04-15", "2018-04-16/2018-12-31"],
        ),
        (
            Settlement.HALF_YEAR,
            [("2018-01-01", "kafjord"), ("2018-07-01", "lyngen")],
            ["2018-H1", "2018-H2"],
        ),
        (
            Settlement.QUARTER,
            [("2018-01-01", "kafjord"), ("2018-02-15", "lyngen")],
            [
                "2018-01-01/2018-02-14",
                "2018-02-15/2018-03-31",
                "2018-Q2",
                "2018-Q3",
                "2018-Q4",
            ],
        ),
        (
            Settlement.YEAR,
            [
                ("2018-01-01", "kafjord"),
                ("2018-03-01", "lyngen"),
                ("2018-10-01", "kafjord"),
            ],
            ["2018-01-01/2018-02-28", "2018-03-01/2018-09-30", "2018-Q4"],
        ),
        (
            Settlement.YEAR,
            [("2018-01-01", "kafjord"), ("2019-01-01", "lyngen")],
            ["2018"],
        ),
        (
            Settlement.YEAR,
            [("2018-01-01", "kafjord"), ("2018-07-01", "kafjord")],
            ["2018"],
        ),
    ],
)
def test_the_last_day_of_a_host_ends_a_period(
    settlement: Settlement, hosts: list[tuple[str, str]], labels: list[str]
) -> None:
    cooperation = hosted(settlement, *hosts)
    ends = period_ends(cooperation, 2018)
    assert [period_label(cooperation, end) for end in ends] == labels
    days = [period_days(label) for label in labels]
    assert [last for _, last in filter(None, days)] == list(ends)


@pytest.mark.parametrize("settlement", Settlement)
@pytest.mark.parametrize("year", [2018, 2020])
def test_a_period_has_the_days_of_its_label(settlement: Settlement, year: int) -> None:
    cooperation = hosted(settlement, ("2018-01-01", "kafjord"))
    first = date(year, 1, 1)
    for end in period_ends(cooperation, year):
        assert period_days(period_label(cooperation, end)) == (first, end)
        first = end + timedelta(days=1)
    assert first == date(year + 1, 1, 1)


def test_a_host_ends_where_another_or_none_that_is_stated_follows() -> None:
    found = hosted(
        Settlement.YEAR,
        ("2018-01-01", None),
        ("2018-03-01", "kafjord"),
        ("2018-05-01", "kafjord"),
        ("2018-07-01", None),
        ("2018-09-01", "lyngen"),
    )
    assert host_ends(found) == (date(2018, 6, 30),)


def test_each_version_settles_on_its_own_days() -> None:
    """By the quarter until August, and then by the year."""
    first, second = (date(2018, 1, 1), date(2018, 8, 31)), (date(2018, 9, 1), date.max)
    found = agreement(
        version(Equal(), days=first, settlement=Settlement.QUARTER),
        version(Equal(), days=second, settlement=Settlement.YEAR),
    ).cooperations["ikt"]
    ends = period_ends(found, 2018)
    assert ends == (date(2018, 3, 31), date(2018, 6, 30), date(2018, 12, 31))
    labels = [period_label(found, end) for end in ends]
    assert labels == ["2018-Q1", "2018-Q2", "2018"]


def test_a_year_without_terms_ends_with_the_year() -> None:
    """A late voucher may be booked in it; what it is called has to be something."""
    found = hosted(Settlement.MONTH, ("2018-01-01", "kafjord"))
    assert period_ends(found, 2017) == (date(2017, 12, 31),)
    assert period_label(found, date(2017, 12, 31)) == "2017"
