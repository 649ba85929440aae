"""Which voucher number is free (*ledig bilagsnummer*), in the series of the books.

A series is what the numbers of a year begin with, whatever stands before their last
digits: ``2026-0001`` and ``2026-0002`` are of one.  Where a year has none, it goes on
as the year before, with the new year in the place of the old.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from fellesbok.entries.records import vouchers_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher

_LAST_DIGITS = re.compile(r"(?P<head>.*?)(?P<digits>[0-9]{1,9})", re.DOTALL)
_FIRST = "{year}-0001"


def next_free(entries: Entries, year: int) -> str:
    """The number after the last one of the year's largest series."""
    numbers = [voucher.number for voucher in vouchers_in(entries, year)]
    if found := _after(numbers):
        return found
    before = [voucher.number for voucher in vouchers_in(entries, year - 1)]
    for head, digits in _series(before):
        if str(year - 1) in head:
            first = "1".zfill(len(digits[-1]))
            return head.replace(str(year - 1), str(year)) + first
        return _after(before) or _FIRST.format(year=year)
    return _FIRST.format(year=year)


def taken_by(entries: Entries, year: int, number: str) -> Voucher | None:
    """The voucher of a year that has a number already; ``None`` where it is free."""
    of_year = vouchers_in(entries, year)
    return next((voucher for voucher in of_year if voucher.number == number), None)


def _after(numbers: Iterable[str]) -> str:
    """The number after the last of the largest series; blank where there is none."""
    for head, digits in _series(numbers):
        last = digits[-1]
        return head + str(int(last) + 1).zfill(len(last))
    return ""


def _series(numbers: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each series and its digits in order, the largest first, then by its beginning."""
    found: dict[str, list[str]] = defaultdict(list)
    for number in numbers:
        if match := _LAST_DIGITS.fullmatch(number):
            found[match["head"]].append(match["digits"])
    for head in sorted(found, key=lambda head: (-len(found[head]), head)):
        yield head, sorted(found[head], key=lambda d: (int(d), d))
