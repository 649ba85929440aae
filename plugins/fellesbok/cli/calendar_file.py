"""Deadlines → a calendar file (iCalendar, RFC 5545) that every calendar reads.

The same deadlines give the same bytes: no clock is read.  What tells an event from
others is what it is for, whose it is and its day; its time stamp is its own day.
"""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm
from icalendar import Calendar
from icalendar import Event

from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.deadlines import Due

PRODUCT = "-//fellesbok//frister//NO"


def calendar_bytes(
    found: Sequence[Due], *, region: str, alarm_days: int, language: str
) -> bytes:
    """The file: one event of a whole day for each deadline, with an alarm.

    Args:
        found: The deadlines.
        region: Stands in the calendar's name.
        alarm_days: How many days before the alarm goes; 0 for none.
        language: Of the texts.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = say(Text("Frister, {region}", region=region), language)
    calendar.add("x-wr-calname", name)
    for number, due in enumerate(found):
        same = sum(1 for other in found[:number] if _name(other) == _name(due))
        calendar.add_component(_event(due, same, alarm_days, language))
    return bytes(calendar.to_ical())


def _name(due: Due) -> str:
    """What a deadline is known by."""
    return f"{due.slug}-{due.kind.value}-{due.day.isoformat()}"


def _event(due: Due, same_before: int, alarm_days: int, language: str) -> Event:
    """One deadline; ``same_before`` tells those of one kind, owner and day apart."""
    event = Event()
    name = _name(due) + (f"-{same_before + 1}" if same_before else "")
    summary = f"{say(due.text, language)}: {say(due.title, language)}"
    event.add("uid", f"{name}@fellesbok")
    event.add("dtstamp", datetime.combine(due.day, time(), UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", say(due.source, language))
    event.add("transp", "TRANSPARENT")
    if alarm_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -timedelta(days=alarm_days))
        event.add_component(alarm)
    return event
