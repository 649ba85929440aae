"""The day that open claims, grants and funds are shown on (*dagen det ses fra*).

It is the last day of the period that Fava's time filter asks for; without one, the last
day on which somebody has written a voucher.  There is no clock: the same books and the
same address show the same figures on every day.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.entries.records import vouchers_in

if TYPE_CHECKING:
    from fellesbok.web.frame.asked import Asked


def stated_day(asked: Asked) -> date:
    """The day that is asked for, or else the last one that something is written on."""
    if asked.filters.get("time"):
        return asked.days[1] - timedelta(days=1)
    return last_written_day(asked)


def last_written_day(asked: Asked) -> date:
    """The day of the last voucher, as the reader may see them.

    Where there is none yet, it is the first day that an agreement holds on.  What is
    generated is left out: a year's shares are dated at its end from its first voucher
    on.
    """
    written = vouchers_in(reversed(asked.all_entries), generated=False)
    agreed = (
        version.first_day
        for cooperation in asked.shared.agreement.cooperations.values()
        for version in cooperation.versions
    )
    return next((v.day for v in written), None) or min(agreed, default=date.min)
