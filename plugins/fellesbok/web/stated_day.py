"""The day that open claims, grants and funds are shown on (*dagen det ses fra*).

It is the last day of the period that Fava's time filter asks for; without one, the last
day on which somebody has written a voucher.  There is no clock: the same books and the
same address show the same figures on every day.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok import generated

if TYPE_CHECKING:
    from fellesbok.web.asked import Asked


def stated_day(asked: Asked) -> date:
    """The day; the first day of the calendar where the books hold no voucher."""
    if asked.filters.get("time"):
        return asked.days[1] - timedelta(days=1)
    return max(
        (
            entry.date
            for entry in asked.all_entries
            if isinstance(entry, data.Transaction)
            and entry.meta["filename"] != generated.FILE
        ),
        default=date.min,
    )


def year_begins(asked: Asked, day: date) -> date:
    """The first day of the period that ends on the day: the asked one, or the year."""
    if asked.filters.get("time"):
        return asked.days[0]
    return date(day.year, 1, 1)
