"""Who is host (*vertskommune*) when: whose time a day, and what is asked for, is in.

Each host claims what its own time has cost.  The last day of a host ends a settlement
period (``agreement.settlement_periods``), so that a period has one host: that of the
terms it is settled by.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement import days_between
from fellesbok.agreement import terms_at
from fellesbok.agreement.settlement_periods import host_ends
from fellesbok.agreement.settlement_periods import period_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version


def host_on(cooperation: Cooperation, day: date) -> str | None:
    """Slug of the host that settles the period of a day; ``None``: not stated."""
    if len(cooperation.versions) == 1:
        return cooperation.versions[0].host
    ends = period_ends(cooperation, day.year)
    return terms_at(cooperation, next(end for end in ends if end >= day)).host


def in_time_of(cooperation: Cooperation, host: str | None, day: date) -> date:
    """The day, or the nearest one of the host's time: the last before, else the first.

    What came after a host's time, and is its own, is for the last of its periods.
    """
    if host_on(cooperation, day) == host:
        return day
    own = [version for version in cooperation.versions if version.host == host]
    before = [version.last_day for version in own if version.last_day < day]
    if before:
        return max(before)
    return min((v.first_day for v in own if v.first_day > day), default=day)


def host_days(
    cooperation: Cooperation, first: date, last: date
) -> Iterator[tuple[str | None, int]]:
    """The hosts from a day to another, in order, each with its number of days."""
    for start, end in cooperation.stretches(first, last):
        yield host_on(cooperation, start), days_between(start, end)


def ends_of(cooperation: Cooperation, host: str | None, year: int) -> list[date]:
    """The last days of the year's settlement periods that a host settles."""
    return [
        end
        for end in period_ends(cooperation, year)
        if terms_at(cooperation, end).host == host
    ]


def instalment_day(
    cooperation: Cooperation, host: str | None, number: int, year: int
) -> date:
    """The day at whose end an instalment comes off: of the year, or of its host."""
    last = date(year, 12, 31)
    due = agreed_due(cooperation, year, number)
    if due is None or host_on(cooperation, due) != host:
        return in_time_of(cooperation, host, last)
    return min([last, *(end for end in host_ends(cooperation) if end >= due)])


def agreed_due(cooperation: Cooperation, year: int, number: int) -> date | None:
    """The agreed due date of an instalment, or ``None`` where the year has no such."""
    with_advance = [v for v in cooperation.versions_in(year) if v.claims.advance]
    dues = sorted({due for version in with_advance for due in dues_of(version, year)})
    return dues[number - 1] if number <= len(dues) else None


def dues_of(version: Version, year: int) -> tuple[date, ...]:
    """The due dates within the terms; else the first one after they began to hold."""
    advance = version.claims.advance
    if advance is None:
        return ()
    days = [date(year, month, day) for month, day in advance.due]
    own = [day for day in days if version.holds_on(day)]
    return tuple(own or [day for day in days if day >= version.first_day][:1])
