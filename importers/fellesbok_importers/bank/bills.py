"""The bills in the books that a payment may be of (*betaling av faktura*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.claim import KID
from fellesbok.entries.drafting import amount
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core import data
    from beancount.core.amount import Amount

    from fellesbok_importers.documents.statements import Payment

BILL, PAYMENT = "ehf/", "bank/"


class Bills:
    """E-invoices and credit notes that hold, to be known again when they are paid."""

    def __init__(self, standing: Mapping[str, data.Transaction]) -> None:
        """Know the books, by the identity of each voucher."""
        self._open: list[data.Transaction] = []
        for source, entry in standing.items():
            if source.startswith(BILL):
                self._open.append(entry)
        for source, entry in standing.items():
            if source.startswith(PAYMENT):
                kid = str(entry.meta.get(KID, ""))
                self._take(_first(entry), kid, entry.payee or "")

    def suggestion(self, payment: Payment) -> Text | None:
        """The one bill whose KID or seller, amount and currency are the payment's.

        It is not suggested again.
        """
        paid = amount(payment.amount, payment.currency)
        bill = self._take(paid, payment.kid, payment.payee)
        if bill is None:
            return None
        return Text(
            "Betaling av «{bill}» fra {seller}, som står på {account}.",
            bill=bill.narration,
            seller=bill.payee or "",
            account=bill.postings[-1].account,
        )

    def _take(
        self, paid: Amount | None, kid: str, payee: str
    ) -> data.Transaction | None:
        """The one bill that is meant, which is then no longer open."""
        equal = [bill for bill in self._open if _payable(bill) == paid]
        by_kid = [bill for bill in equal if kid and str(bill.meta.get(KID)) == kid]
        by_name = [bill for bill in equal if payee and bill.payee == payee]
        for found in (by_kid, by_name):
            if len(found) == 1:
                self._open.remove(found[0])
                return found[0]
        return None


def _payable(bill: data.Transaction) -> Amount | None:
    """What is owed for a bill, below nought; its last posting bears it."""
    return bill.postings[-1].units


def _first(payment: data.Transaction) -> Amount | None:
    """What a payment puts on the bank account, which is its first posting."""
    return payment.postings[0].units
