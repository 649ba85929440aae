"""The period that a claim names (``2018``, ``2018-Q1`` …) → its first and last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries import claim

if TYPE_CHECKING:
    from datetime import date


def period_days(label: str) -> tuple[date, date]:
    """The first and the last day of a period.

    Raises:
        ValueError: It is none.
    """
    days = claim.period_days(label)
    if days is None:
        raise ValueError(label)
    return days
