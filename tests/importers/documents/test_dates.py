"""Dates in the form that a profile says; nothing is guessed."""

from __future__ import annotations

import pytest

from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import booked_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-01-31", "2018-01-31"),
        ("2018-01-31+01:00", "2018-01-31"),
        ("2018-01-31Z", "2018-01-31"),
        ("2018-01-31T23:30:00", "2018-01-31"),
        ("2018-01-31T22:30:00Z", "2018-01-31"),
        ("2018-01-31T23:30:00Z", "2018-02-01"),
        ("2018-06-30T22:00:00Z", "2018-07-01"),
        ("2018-06-30T21:59:59.999Z", "2018-06-30"),
        ("2018-06-30T23:30:00+02:00", "2018-06-30"),
        ("2018-06-30T00:30:00+02:00", "2018-06-30"),
        ("2018-06-30T19:00:00-05:00", "2018-07-01"),
    ],
)
def test_a_moment_is_the_norwegian_day(written: str, day: str) -> None:
    assert str(booked_day(written)) == day


@pytest.mark.parametrize(
    "written",
    [
        *("", "2018-13-01", "2018-01-31T", "2018-01-31T25:00:00", "31.01.2018"),
        *("2018-01-31T24:00:00Z", "2018-01-31 23:00:00", "2018-01-31T10:00:00+99:00"),
    ],
)
def test_what_is_no_day(written: str) -> None:
    with pytest.raises(NotADateError):
        booked_day(written)
