"""The period that a claim names (``2018``, ``2018-Q1`` …) → its first and last day."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

_MONTHS = {"Q": 3, "H": 6}


def period_days(label: str) -> tuple[date, date]:
    """The first and the last day of a period.

    Raises:
        ValueError: It is none of those that ``agreement.period_label`` writes.
    """
    year, _, part = label.partition("-")
    months = 12 if not part else _MONTHS.get(part[0], 1)
    number = 1 if not part else int(part.lstrip("QH"))
    if not 1 <= number * months <= 12:  # noqa: PLR2004 -- months
        raise ValueError(label)
    first = date(int(year), (number - 1) * months + 1, 1)
    month = number * months
    following = date(first.year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)
