"""Amounts on vouchers that are not whole øre."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.kinds import transactions

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entries
    from fellesbok.sharing.pots import Vouchers

ORE = Decimal("0.01")


def parts_of_ore(
    found: Vouchers,
    of_special: Decimal,
    entries: Entries,
    accounts: Collection[str],
) -> Iterator[tuple[Transaction, str, Decimal]]:
    """Each voucher, account and amount in kroner that is not whole øre.

    A decimal sum is written with as many decimals as the finest of what was added, so
    the vouchers are looked at only if the sum of all has more than two.

    Args:
        found: What is summed of the vouchers.
        of_special: The sum of what has metadata of its own.
        entries: The books.
        accounts: The accounts of costs and income.
    """
    total = ORE + of_special
    for year in found.years.values():
        for row in year.pots.values():
            total += sum(s.cost + s.income for s in row.values())
            total += sum(s.contra.cost for s in row.values() if s.contra is not None)
    if total.same_quantum(ORE):
        return
    for entry in transactions(entries):
        for posting in entry.postings:
            units: Any = posting.units
            number = units.number
            if posting.account in accounts and number != number.quantize(ORE):
                yield entry, posting.account, number
