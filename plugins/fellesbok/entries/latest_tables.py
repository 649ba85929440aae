"""What was written last in the books (*sist ført*), as a table."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from fellesbok.entries.claim import ID
from fellesbok.entries.claim import TAG
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import TEXT
from fellesbok.entries.tables import VOUCHER
from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Entry

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher

MOST = 8
NOTHING = Decimal("0.00")


def latest_table(entries: Entries, agreement: Agreement) -> list[Table]:
    """The vouchers of the last days, the newest first; none or one.

    Args:
        entries: The books, in their order.
        agreement: What says the currency, and the accounts of claims.
    """
    found = islice(vouchers_in(reversed(entries), generated=False), MOST)
    lines = tuple(_line(voucher, agreement) for voucher in found)
    if not lines:
        return []
    title = Text("Siste bilag i bøkene, kroner")
    return [Table("sist-foert", title, (DAY, VOUCHER, TEXT, AMOUNT), lines)]


def _line(voucher: Voucher, agreement: Agreement) -> Line:
    return Line(
        (
            Cell(voucher.day, Entry(voucher.entry)),
            Cell(_number(voucher) or None),
            Cell(voucher.text),
            Cell(_amount(voucher, agreement)),
        )
    )


def _number(voucher: Voucher) -> str:
    """The voucher's, or of a claim the number that its payer knows it by."""
    number = voucher.meta.get(ID) if TAG in voucher.tags else None
    return number if isinstance(number, str) else voucher.number


def _amount(voucher: Voucher, agreement: Agreement) -> Decimal | None:
    """What goes through it; nothing is said of one that is shown in part.

    Of a claim it is what it asks for, below zero where the payer is to have money: what
    goes through it is also what it sets off.
    """
    if voucher.place[0] == SHIELDED_FILE:
        return None
    lines = [line for line in voucher.lines if line.currency == agreement.currency]
    if TAG in voucher.tags:
        claimed = f"{agreement.accounts.claims}:"
        return sum((x.amount for x in lines if x.account.startswith(claimed)), NOTHING)
    return sum((line.amount for line in lines if line.amount > 0), NOTHING) or None
