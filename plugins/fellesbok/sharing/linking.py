"""Late vouchers get the links that lead to the corrections they became."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.entries.records import Entry
    from fellesbok.sharing.pots import Vouchers


def link_to_corrections(
    entries: list[Entry], vouchers: Vouchers, closed: Iterable[ClosedYear]
) -> None:
    """Link the late vouchers of closed years among the entries, in the list itself."""
    for year in closed:
        for index in vouchers.links.get(year.correction_link, ()):
            entry: Any = entries[index]
            entries[index] = entry._replace(links=entry.links | {year.correction_link})
