"""When claims are dated: never in a year that is closed.

There is no clock; who asks chooses the day, or it is the last one of the books.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.closed_years import ClosedYear

CLAIM = Text("et krav")


def closed_years(
    closed: Iterable[ClosedYear], cooperation: Cooperation
) -> frozenset[int]:
    """The years of a cooperation that are closed."""
    slug = cooperation.slug
    return frozenset(year.year for year in closed if year.cooperation.slug == slug)


def open_day(day: date, closed: Collection[int]) -> date:
    """The day, or the first one after it that is in no closed year."""
    while day.year in closed:
        day = date(day.year + 1, 1, 1)
    return day


def chosen_day(
    day: date, cooperation: Cooperation, closed: Collection[int], what: Text = CLAIM
) -> date | Text:
    """The day that somebody has chosen for a claim or another, or why it cannot be."""
    if day.year not in closed:
        return day
    return Text(
        "{cooperation} {year} er avsluttet, så {what} kan ikke dateres {day}. Den"
        " første dagen som er åpen, er {first}.",
        what=what,
        cooperation=cooperation.title,
        year=day.year,
        day=day,
        first=open_day(day, closed),
    )
