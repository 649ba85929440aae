"""The days that amounts are agreed for (*avtaleperiode*), and how far they are."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.model import days_between

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Version


def agreed_period(key: DistributionKey, version: Version) -> tuple[date, date]:
    """The first and last day of the period that amounts are agreed for."""
    while isinstance(key, Named):
        key = key.key
    if isinstance(key, FixedAmounts) and key.period is not None:
        return key.period
    return version.first_day, version.last_day


def part_passed(days: tuple[date, date], version: Version, day: date) -> Fraction:
    """The part of a period that has passed by a day, or while the terms held."""
    first, last = days
    begun = version.first_day - timedelta(days=1)
    until = min(max(day, begun), version.last_day, last)
    return Fraction(max(0, days_between(first, until)), days_between(first, last))
