"""Voucher numbers (*bilagsnummer*) that are used twice in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import voucher_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entries


def used_twice(
    entries: Entries,
) -> Iterator[tuple[Transaction, Transaction]]:
    """Each voucher with a number that stands for another, and that other one.

    To keep each voucher by its number takes more time than all else that is done with
    it, so this is asked only of books that have fewer numbers than numbered vouchers.
    """
    firsts: dict[tuple[int, str], Transaction] = {}
    for entry in transactions(entries):
        if number := voucher_number(entry.meta):
            first = firsts.setdefault((entry.date.year, number), entry)
            if first is not entry:
                yield entry, first
