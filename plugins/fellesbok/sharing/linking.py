"""What is behind each year, and the corrections that late vouchers became."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.vocabulary import shared_link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.entries.records import Entry
    from fellesbok.sharing.pots import Vouchers


def behind_years(
    entries: Sequence[Entry],
    vouchers: Vouchers,
    used: Mapping[tuple[str, int], Sequence[Entry]],
) -> dict[tuple[str, int], list[Entry]]:
    """What is booked in each cooperation's (slug) year, in the order of the books.

    A year may have nothing of its own: a sum may be agreed for it.

    Args:
        entries: The books.
        vouchers: What one walk over them found.
        used: What funds cover costs by in each year.
    """
    return {
        of: [
            *(entries[n] for n in dict.fromkeys(vouchers.links.get(_link(of), ()))),
            *used.get(of, ()),
        ]
        for of in vouchers.years.keys() | used.keys()
    }


def _link(of: tuple[str, int]) -> str:
    slug, year = of
    return shared_link(year, slug)


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
