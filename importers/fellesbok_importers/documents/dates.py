"""Dates in the form that a profile says; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fellesbok.errors import InWordsError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from decimal import Decimal

FIRST_YEAR, LAST_YEAR = 1980, 2100
YEAR = re.compile(r"(19|20)[0-9]{2}")
"""A year as people write one."""
# Day 0 of a spreadsheet, as its day 60 (29 February 1900) never was.
SHEET_EPOCH = date(1899, 12, 30)
_FORMS = {
    "yyyymmdd": re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    "ddmmyyyy": re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})"),
    "dd.mm.yyyy": re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
    "dd.mm.yy": re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{2})"),
    "dd/mm/yyyy": re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    "mm/dd/yyyy": re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    "dd-mm-yyyy": re.compile(r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4})"),
    "mm-dd-yyyy": re.compile(r"(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})-(?P<y>[0-9]{4})"),
    "yyyy-mm-dd": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    "yyyy/mm/dd": re.compile(r"(?P<y>[0-9]{4})/(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})"),
    "mm.dd.yyyy": re.compile(r"(?P<m>[0-9]{1,2})\.(?P<d>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
}
FORMS = tuple(_FORMS)
# A time of day says nothing of the day, unless a zone may have moved it past midnight.
_TIME = re.compile(
    r"(?:T| +)(?P<clock>[0-2][0-9][:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]{1,9})?)?)"
    r"(?P<zone> ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_NORWAY = ZoneInfo("Europe/Oslo")
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


class NotADateError(InWordsError):
    """What was written is no date of that form; ``text`` says what it should be."""


def read_day(cell: str | Decimal, form: str) -> date:
    """The day in a cell: text of the form, or the number that a sheet keeps for it.

    Raises:
        NotADateError: It is none, or lies outside the years that books are kept for.
    """
    return _from_text(cell, form) if isinstance(cell, str) else _from_sheet(cell, form)


def day_by_machine(written: str) -> date:
    """The day that an XML document has, ``2018-12-31``, and nothing like it.

    Raises:
        NotADateError: It is none, or lies outside the years that books are kept for.
    """
    form = "yyyy-mm-dd"
    if not _FORMS[form].fullmatch(written):
        raise NotADateError(Text("Skal være en dato: 2018-12-31."))
    return _from_text(written, form)


def booked_day(written: str) -> date:
    """The day of a date or a moment of an XML document, in Norway.

    A date may have a zone and is that day.  A moment with a zone is the Norwegian day
    then: ``2018-01-31T23:30:00Z`` is 1 February.  One without is Norwegian time.

    Raises:
        NotADateError: It is neither, or lies outside the years that books are kept for.
    """
    parts = _MOMENT.fullmatch(written)
    if parts is None:
        raise NotADateError(Text("Skal være en dato: 2018-12-31."))
    day = day_by_machine(parts["day"])
    if not parts["clock"]:
        return day
    moment = _time_of_day(parts["clock"], parts["zone"] or "")
    if not parts["zone"]:
        return day
    return _in_range(datetime.combine(day, moment).astimezone(_NORWAY).date())


@lru_cache(maxsize=4096)
def _from_text(written: str, form: str) -> date:
    parts = _FORMS[form].fullmatch(_without_time(written.strip()))
    if parts is None:
        raise NotADateError(Text("Her skal det stå en dato: {form}.", form=form))
    year = int(parts["y"]) + (2000 if form == "dd.mm.yy" else 0)
    try:
        day = date(year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        raise NotADateError(Text("Datoen finnes ikke.")) from None
    return _in_range(day)


def _without_time(written: str) -> str:
    """The day of a text that has a time of day after it.

    Raises:
        NotADateError: There is no such time, or it is of a zone, where the day may be
            another than here.
    """
    found = next((t for t in _TIME.finditer(written) if t.end() == len(written)), None)
    if found is None or found.start() == 0:
        return written
    _time_of_day(found["clock"][: len("23:59:59")].replace(".", ":"))
    if found["zone"] and set(found["clock"]) - set("0:.,"):
        raise NotADateError(
            Text("Klokkeslettet har en tidssone, så dagen kan være en annen her.")
        )
    return written[: found.start()]


def _time_of_day(clock: str, zone: str = "") -> time:
    try:
        return time.fromisoformat(f"{clock}{zone}")
    except ValueError:
        raise NotADateError(Text("Klokkeslettet finnes ikke.")) from None


def _from_sheet(number: Decimal, form: str) -> date:
    """A day that a spreadsheet keeps as a number; 20180131 is text written as one.

    What comes after the decimal sign is the time of the day.
    """
    text = str(int(number))
    if len(text) > len("99999"):
        if number != int(number):
            raise NotADateError(Text("Her skal det stå en dato: {form}.", form=form))
        leading = form == "ddmmyyyy" and len(text) < len(form)
        return _from_text(f"0{text}" if leading else text, form)
    return _in_range(SHEET_EPOCH + timedelta(days=int(number)))


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADateError(
            Text(
                "Året skal være fra {first} til {last}.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return day
