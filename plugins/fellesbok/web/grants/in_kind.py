"""Work put in without money (*egeninnsats*), for the grants that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.figures import unit_names
from fellesbok.entries.records import until
from fellesbok.grants.in_kind import in_kind
from fellesbok.grants.in_kind_tables import in_kind_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked


def in_kind_until(
    asked: Asked, day: date, cooperations: Collection[str]
) -> list[Table]:
    """What is put in by the end of a day; none or one, and never a sum.

    Args:
        asked: The books.
        day: The day.
        cooperations: The account components of those that are shown.
    """
    agreement = asked.shared.agreement
    found = [
        work
        for work in in_kind(until(day, asked.all_entries), agreement)
        if work.cooperation in cooperations and work.year <= day.year
    ]
    units = unit_names(asked.all_entries)
    return [in_kind_table(found, agreement, units)] if found else []
