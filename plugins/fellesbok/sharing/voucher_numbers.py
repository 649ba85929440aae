"""Voucher numbers (*bilagsnummer*) that are used twice in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.entries.vocabulary import VOUCHER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Transaction


def used_twice(
    entries: Sequence[Directive], numbers: Mapping[int, Sequence[str]]
) -> Iterator[tuple[Transaction, Transaction]]:
    """Each voucher with a number that stands for another, and that other one.

    The books are gone through only if some number is used twice: to keep each voucher
    by its number all along takes more time than all else that is done with it.

    Args:
        entries: The books.
        numbers: All numbers of each year, as they come.
    """
    if all(len(set(of_year)) == len(of_year) for of_year in numbers.values()):
        return
    firsts: dict[tuple[int, str], Transaction] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and VOUCHER in entry.meta:
            key = entry.date.year, str(entry.meta[VOUCHER])
            first = firsts.setdefault(key, entry)
            if first is not entry:
                yield entry, first
