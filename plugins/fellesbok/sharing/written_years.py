"""The years that the books are about (*år med noe ført*), and the gaps between them.

What is agreed for a year is due whether the year has costs or not, but a date that is
mistyped by years must charge nobody: the years before it have nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.sharing.pots import Gap

if TYPE_CHECKING:
    from collections.abc import Collection

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entry


@dataclass
class WrittenYears:
    """The years that something is written of, found as the books are gone through.

    Attributes:
        firsts: What comes first in the books of those of each year.
        last_day: The last day of it all: so far the books have come.
    """

    firsts: dict[int, Entry] = field(default_factory=dict)
    last_day: date = date.min

    def add(self, year: int, entry: Entry) -> None:
        """Something is written of a year."""
        self.firsts.setdefault(year, entry)
        self.last_day = max(self.last_day, entry.date)

    def add_balance(self, entry: Entry) -> None:
        """A balance tells of the year before it, if that ends the day before."""
        self.add(_year_before(entry.date), entry)


def written_years(
    written: WrittenYears, with_vouchers: Collection[int]
) -> tuple[frozenset[int], tuple[Gap, ...]]:
    """The years from the first voucher on that are part of the books, and the gaps.

    A year is, if somebody has written something of it or of the next; what stands alone
    after a gap is, if it is a voucher of a cooperation.
    """
    firsts = written.firsts
    first, last = min(with_vouchers), max([*with_vouchers, *firsts])
    found: set[int] = set()
    gaps: list[Gap] = []
    before = first
    for year in range(first, last + 1):
        follows = year - 1 in found and bool({year, year + 1} & firsts.keys())
        if follows or year in with_vouchers:
            if year - 1 > before:
                gaps.append(_gap(before + 1, firsts))
            found.add(year)
            before = year
    if last > before:
        gaps.append(_gap(before + 1, firsts))
    return frozenset(found), tuple(gaps)


def _gap(first: int, firsts: dict[int, Entry]) -> Gap:
    """The gap that begins in a year."""
    following = min(year for year in firsts if year > first)
    then = firsts[following]
    place = then.meta["filename"], then.meta["lineno"]
    return Gap(first, following - 1, then.date, place)


def _year_before(day: date) -> int:
    """The year that a balance tells of: it says how the day before ended."""
    return day.year if day == date.min else (day - timedelta(days=1)).year


def sets_amounts_in(cooperation: Cooperation, year: int) -> bool:
    """Whether a key of a year sets amounts, whatever the cost."""
    return any(
        sets_amounts(version.rule_and_key(centre)[1])
        for version in cooperation.versions_in(year)
        for centre in ("", *version.cost_centre_rules)
    )
