"""The period that a claim names (``2018``, ``2018-Q1`` …) → its first and last day."""

from __future__ import annotations

from datetime import date

from fellesbok.claims import period_end

_MONTHS = {"": 12, "H": 6, "Q": 3}


def period_days(label: str) -> tuple[date, date]:
    """The first and the last day of a period.

    Raises:
        ValueError: It is none.
    """
    last = period_end(label)
    if last is None:
        raise ValueError(label)
    months = _MONTHS.get(label[5:6], 1)
    return date(last.year, last.month - months + 1, 1), last
