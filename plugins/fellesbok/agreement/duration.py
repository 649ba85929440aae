"""How long an agreement lasts (*varighet*): notice, expiry, and when it is looked at.

What the source does not state is ``NOT_STATED``; what nobody has written is ``None``.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import Literal

from fellesbok.frozen import frozen

NOT_STATED: Literal["not_stated"] = "not_stated"
NotStated = Literal["not_stated"]
Unit = Literal["days", "weeks", "months", "years"]


@frozen
class Notice:
    """How long before its end an agreement is given up (*oppsigelsestid*)."""

    count: int
    unit: Unit

    def last_day(self, end: date) -> date | None:
        """The last day to give notice so that it ends on a day.

        Months and years are counted back to the same day of the month, or to the last
        one of a shorter month, which is never too late.  ``None`` if it is before all
        days that there are.
        """
        from calendar import monthrange  # noqa: PLC0415 -- few ask, and all load

        try:
            if self.unit in {"days", "weeks"}:
                return end - timedelta(self.count * (7 if self.unit == "weeks" else 1))
            months = self.count * (12 if self.unit == "years" else 1)
            year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
            last = monthrange(year, month + 1)[1] if year > 0 else 0
            return date(year, month + 1, min(end.day, last))
        except (OverflowError, ValueError):
            return None


@frozen
class Review:
    """A day by which the agreement is looked at again (*evaluering*).

    ``done`` is when it was, and ``text`` what is asked for.
    """

    day: date
    done: date | None = None
    text: str = ""


@frozen
class Duration:
    """How long some terms last, as far as it is written.

    ``expires`` is the last day that the paper states, which need not be the last day
    on which the terms are used.
    """

    notice: Notice | NotStated | None = None
    expires: date | NotStated | None = None
    reviews: tuple[Review, ...] | NotStated | None = None
