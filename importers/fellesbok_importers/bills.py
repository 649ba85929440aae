"""The bills in the books that a payment may be of (*betaling av faktura*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.open_claims import KID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core import data

    from fellesbok_importers.camt import Payment

BILL = "ehf/"
ZERO = Decimal("0.00")


class Bills:
    """E-invoices and credit notes that hold, to be known again when they are paid."""

    def __init__(self, standing: Mapping[str, data.Transaction]) -> None:
        """Know the books, by the identity of each voucher."""
        self._bills = [
            entry for source, entry in standing.items() if source.startswith(BILL)
        ]

    def suggestion(self, payment: Payment) -> Text | None:
        """The one bill whose KID or seller, and amount, are the payment's."""
        equal = [bill for bill in self._bills if _payable(bill) == payment.amount]
        by_kid = [b for b in equal if payment.kid and b.meta.get(KID) == payment.kid]
        by_name = [b for b in equal if payment.payee and b.payee == payment.payee]
        for found in (by_kid, by_name):
            if len(found) == 1:
                return Text(
                    "Betaling av «{bill}» fra {seller}, som står på {account}.",
                    bill=found[0].narration,
                    seller=found[0].payee or "",
                    account=found[0].postings[-1].account,
                )
        return None


def _payable(bill: data.Transaction) -> Decimal:
    """What is owed for a bill, below nought; its last posting bears it."""
    units = bill.postings[-1].units
    return units.number if units and units.number else ZERO
