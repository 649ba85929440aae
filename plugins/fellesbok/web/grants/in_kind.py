"""Work put in without money (*egeninnsats*), for the grants that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.figures import unit_names
from fellesbok.entries.records import until
from fellesbok.grants.in_kind import in_kind
from fellesbok.grants.in_kind_tables import in_kind_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.grants.in_kind import InKind
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked


def in_kind_until(
    asked: Asked, day: date, cooperations: Collection[str]
) -> list[InKind]:
    """What is put in by the end of a day.

    Args:
        asked: The books.
        day: The day.
        cooperations: The account components of those that are shown.
    """
    return [
        work
        for work in in_kind(until(day, asked.all_entries), asked.shared.agreement)
        if work.cooperation in cooperations and work.year <= day.year
    ]


def in_kind_shown(asked: Asked, found: Sequence[InKind]) -> list[Table]:
    """The same as a table; none or one, and never a sum."""
    units = unit_names(asked.all_entries)
    return [in_kind_table(found, asked.shared.agreement, units)] if found else []
