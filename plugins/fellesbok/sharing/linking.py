"""Late vouchers, and the corrections of closed years that they became."""

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


def reasons_of_corrections(
    entries: list[Entry], vouchers: Vouchers, closed: Iterable[ClosedYear]
) -> dict[str, tuple[str, int]]:
    """Where what led to each correction stands: the last late voucher, or the closing.

    Given by the link that the correction has.
    """
    found = {}
    for year in closed:
        found[year.correction_link] = year.place
        late = vouchers.links.get(year.correction_link)
        if late:
            entry: Any = entries[max(late)]
            found[year.correction_link] = entry.meta["filename"], entry.meta["lineno"]
    return found
