"""The days that a budget line is for (*budsjettets periode*).

A budget is the year's.  ``periode`` on the line tells other days, and where the source
does not tell them, that is said too::

    periode: "2017-07-01/2018-12-31"
    periode: "ikke oppgitt/2019-08-30"     the first day is not stated
    periode: "ikke oppgitt"                no day is
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NOT_STATED = "ikke oppgitt"


@frozen
class BudgetPeriod:
    """First and last day of what is budgeted; ``None`` is a day that is not stated."""

    first: date | None
    last: date | None


class UnreadablePeriodError(ValueError):
    """A ``periode`` that says no days."""


def budget_period(meta: Mapping[str, Any]) -> BudgetPeriod | None:
    """What a budget line says of its days, or ``None``: it says nothing.

    Raises:
        UnreadablePeriodError: What it says is neither days nor that they are unstated.
    """
    if SERVICE_PERIOD not in meta:
        return None
    written = str(meta[SERVICE_PERIOD]).strip()
    first, between, last = written.partition("/")
    days = BudgetPeriod(_day(first), _day(last) if between else _day(first))
    if days.first and days.last and days.first > days.last:
        raise UnreadablePeriodError
    return days


def is_of_year(meta: Mapping[str, Any], year: int) -> bool:
    """Whether a budget line is for days of the year, which are stated.

    Raises:
        UnreadablePeriodError: What it says is neither days nor that they are unstated.
    """
    days = budget_period(meta)
    if days is None:
        return True
    return all(day is not None and day.year == year for day in (days.first, days.last))


def unreadable(meta: Mapping[str, Any]) -> Text | None:
    """What is wrong with the days that a budget line tells, or ``None``."""
    try:
        budget_period(meta)
    except UnreadablePeriodError:
        return Text(
            "«{found}» er ingen periode for et budsjett. Skriv to dager slik:"
            " 2018-01-01/2018-12-31, og «ikke oppgitt» for en dag som ikke er kjent.",
            found=meta[SERVICE_PERIOD],
        )
    return None


def _day(written: str) -> date | None:
    written = written.strip()
    if written == NOT_STATED:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UnreadablePeriodError from None
