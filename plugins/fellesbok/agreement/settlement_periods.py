"""The periods that a year is settled in (*oppgjørsperioder*): their ends and labels.

Days alone are known here: what is shared and claimed in a period is others'.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fellesbok.agreement.model import Cooperation


def host_ends(cooperation: Cooperation) -> tuple[date, ...]:
    """The last day of each host that has another after it, or none that is stated."""
    return tuple(
        before.last_day
        for before, after in pairwise(cooperation.versions)
        if before.host is not None and before.host != after.host
    )


def period_ends(cooperation: Cooperation, year: int) -> tuple[date, ...]:
    """The last days of a year's settlement periods, 31 December always among them.

    Where the terms change within the year, each version settles on its own days.  The
    last day of a host ends a period: each host claims what its own time has cost.
    """
    ends = {date(year, 12, 31)}
    for version in cooperation.versions_in(year):
        for month in range(version.settlement.months, 12, version.settlement.months):
            end = date(year, month + 1, 1) - timedelta(days=1)
            if version.holds_on(end):
                ends.add(end)
    ends.update(day for day in host_ends(cooperation) if day.year == year)
    return tuple(sorted(ends))


def period_label(cooperation: Cooperation, end: date) -> str:
    """The settlement period of a cooperation that ends on a day.

    ``2018``, ``2018-H1``, ``2018-Q1``, ``2018-01``; what a change of host makes
    another length than these is its first and last day: ``2018-01-01/2018-04-15``.
    """
    versions = cooperation.versions_in(end.year)
    held = [v for v in versions if v.first_day <= end] or list(versions)
    months = held[-1].settlement.months if held else 12
    cuts = [day for day in host_ends(cooperation) if day.year == end.year]
    first = _block_start(end, months)
    if _ends_block(end, months) and not any(first <= cut < end for cut in cuts):
        return _block_label(end, months)
    before = [day for day in period_ends(cooperation, end.year) if day < end]
    first = before[-1] + timedelta(days=1) if before else date(end.year, 1, 1)
    for months in (12, 6, 3, 1):
        if _ends_block(end, months) and _block_start(end, months) == first:
            return _block_label(end, months)
    return f"{first}/{end}"


def _ends_block(end: date, months: int) -> bool:
    """Whether a day ends one of the year's parts of so many months."""
    return end.month % months == 0 and (end + timedelta(days=1)).day == 1


def _block_start(day: date, months: int) -> date:
    """The first day of the part of the year, of so many months, that a day is in."""
    return date(day.year, day.month - (day.month - 1) % months, 1)


def _block_label(end: date, months: int) -> str:
    """What the part of the year, of so many months, that ends on a day is called."""
    if months == 1:
        return f"{end.year}-{end.month:02d}"
    part = {3: f"-Q{end.month // 3}", 6: f"-H{end.month // 6}"}.get(months, "")
    return f"{end.year}{part}"
