"""What was written last in the books (*sist ført*), as a table."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from fellesbok.entries.records import vouchers_in
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import TEXT
from fellesbok.entries.tables import VOUCHER
from fellesbok.messages import Text
from fellesbok.tables.targets import Entry
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher

MOST = 8
NOTHING = Decimal("0.00")


def latest_table(entries: Entries, currency: str) -> list[Table]:
    """The vouchers of the last days, the newest first; none or one.

    Args:
        entries: The books, in their order.
        currency: What amounts are told in.
    """
    found = islice(vouchers_in(reversed(entries), generated=False), MOST)
    lines = tuple(_line(voucher, currency) for voucher in found)
    if not lines:
        return []
    title = Text("Siste bilag i bøkene, kroner")
    return [Table("sist-foert", title, (DAY, VOUCHER, TEXT, AMOUNT), lines)]


def _line(voucher: Voucher, currency: str) -> Line:
    return Line(
        (
            Cell(voucher.day, Entry(voucher.entry)),
            Cell(voucher.number or None),
            Cell(voucher.text),
            Cell(_amount(voucher, currency)),
        )
    )


def _amount(voucher: Voucher, currency: str) -> Decimal | None:
    """What goes through it; nothing is said of one that is shown in part."""
    if voucher.place[0] == SHIELDED_FILE:
        return None
    debits = (
        line.amount
        for line in voucher.lines
        if line.currency == currency and line.amount > 0
    )
    return sum(debits, NOTHING) or None
