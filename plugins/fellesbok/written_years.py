"""The years that the books are about (*år med noe ført*), and the gaps between them.

What is agreed for a year is due whether the year has costs or not, but a date that is
mistyped by years must charge nobody: the years before it have nothing at all.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.distribution_key import sets_amounts
from fellesbok.pots import Gap

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement import Cooperation


def written_years(
    entries: Sequence[Directive], with_vouchers: Collection[int]
) -> tuple[frozenset[int], tuple[Gap, ...]]:
    """The years from the first voucher on that are part of the books, and the gaps.

    A year is, if somebody has written something of it or of the next; what stands alone
    after a gap is, if it is a voucher of a cooperation.
    """
    firsts: dict[int, Directive] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction | data.Balance):
            firsts.setdefault(_year(entry), entry)
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


def _gap(first: int, firsts: dict[int, Directive]) -> Gap:
    """The gap that begins in a year."""
    following = min(year for year in firsts if year > first)
    then = firsts[following]
    place = then.meta["filename"], then.meta["lineno"]
    return Gap(first, following - 1, then.date, place)


def _year(entry: Directive) -> int:
    """The year that something tells of; a balance tells how the day before ended."""
    if isinstance(entry, data.Balance) and entry.date > date.min:
        return (entry.date - timedelta(days=1)).year
    return entry.date.year


def sets_amounts_in(cooperation: Cooperation, year: int) -> bool:
    """Whether a key of a year sets amounts, whatever the cost."""
    return any(
        sets_amounts(version.rule_and_key(centre)[1])
        for version in cooperation.versions_in(year)
        for centre in ("", *version.cost_centre_rules)
    )
