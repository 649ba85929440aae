"""Where an e-invoice is booked: cost centres, tax, what is prepaid and what is owed.

What the seller calls the buyer's accounting string (*AccountingCost*) names the cost
centre; what names none waits for a person on the account of suspense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries import drafting
from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.invoices.tax_treatment import InvoiceTax
from fellesbok_importers.rows.line import Line
from fellesbok_importers.vouchers.placing import CannotPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core import data

    from fellesbok_importers.invoices.ehf import Invoice
    from fellesbok_importers.invoices.ehf import InvoiceLine
    from fellesbok_importers.invoices.tax_treatment import Share
    from fellesbok_importers.profiles import column_schema
    from fellesbok_importers.vouchers.placing import Placing


class InvoiceBooking:
    """Books invoices as a profile says."""

    def __init__(self, placing: Placing, said: column_schema.Invoice) -> None:
        """Know where cost centres are, and what the profile says of invoices."""
        self._placing = placing
        self._tax = InvoiceTax(said)
        self._suspense = said.suspense
        self._prepaid_account = said.prepaid_account

    def postings(self, invoice: Invoice) -> list[data.Posting]:
        """Cost, tax, what is prepaid, and last what is owed, which may be nought."""
        shares = self._shares(invoice)
        owed = self._placing.counter_account
        return [
            *_postings(self._by_account(invoice, shares), invoice.currency),
            *self._tax.postings(invoice, shares),
            *self._prepaid(invoice),
            drafting.posting(owed, -invoice.payable or ZERO, invoice.currency),
        ]

    def is_placed(self, postings: Sequence[data.Posting]) -> bool:
        """Whether nothing waits for a person."""
        return all(posting.account != self._suspense for posting in postings)

    def findings(self, invoice: Invoice) -> Iterator[Text]:
        """What nobody has said where belongs."""
        for line in invoice.lines:
            said = self._said(line, invoice)
            if self._centre(said, invoice.day) == self._suspense:
                yield Text(
                    "Linjen «{text}» på {amount} kr er uten ansvar (konteringsstreng"
                    " «{said}») og står på {account}.",
                    text=line.text,
                    amount=line.amount,
                    said=said,
                    account=self._suspense,
                )
        rest = invoice.charges + invoice.rounding
        if rest and self._of_whole(invoice) == self._suspense:
            yield Text(
                "Tillegg, rabatter og avrunding av hele fakturaen ({amount} kr) er uten"
                " ansvar og står på {account}.",
                amount=rest,
                account=self._suspense,
            )
        if invoice.prepaid and self._prepaid_account is None:
            yield Text(
                "{amount} kr er betalt før. Fakturaen sier ikke hvor det er ført; det"
                " står på {account}. Si det fast med invoice.prepaid_account i"
                " profilen.",
                amount=invoice.prepaid,
                account=self._suspense,
            )

    def _shares(self, invoice: Invoice) -> list[Share]:
        """What each line and charge is of the rate and the account that it has."""
        lines = [
            (
                line.rate,
                self._centre(self._said(line, invoice), invoice.day),
                line.amount,
            )
            for line in invoice.lines
        ]
        account = self._of_whole(invoice)
        return lines + [(one.rate, account, one.amount) for one in invoice.charged]

    def _of_whole(self, invoice: Invoice) -> str:
        """Where that stands which is of no line: with the whole's own, or the lines."""
        account = self._centre(invoice.accounting_cost, invoice.day)
        of_lines = {
            self._centre(self._said(line, invoice), invoice.day)
            for line in invoice.lines
        }
        if account == self._suspense and len(of_lines) == 1:
            return of_lines.pop()
        return account

    def _by_account(
        self, invoice: Invoice, shares: Sequence[Share]
    ) -> dict[str, Decimal]:
        """Lines, charges and rounding by cost centre."""
        by_account: dict[str, Decimal] = {}
        rest = ("", self._of_whole(invoice), invoice.rounding)
        for _, account, amount in (*shares, rest):
            by_account[account] = by_account.get(account, ZERO) + amount
        return by_account

    def _prepaid(self, invoice: Invoice) -> list[data.Posting]:
        """What has been paid before, on the account that the profile says for it."""
        if not invoice.prepaid:
            return []
        account = self._prepaid_account or self._suspense
        return [drafting.posting(account, -invoice.prepaid, invoice.currency)]

    @staticmethod
    def _said(line: InvoiceLine, invoice: Invoice) -> str:
        """The accounting string of a line, or of the whole where it has none."""
        return line.accounting_cost or invoice.accounting_cost

    def _centre(self, accounting_cost: str, day: date) -> str:
        """The account of the one cost centre that a string names, or to be decided."""
        words = "".join(c if c.isalnum() else " " for c in accounting_cost).split()
        found = {account for word in words if (account := self._account(word, day))}
        return found.pop() if len(found) == 1 else self._suspense

    def _account(self, ansvar: str, day: date) -> str | None:
        """The cost account of a cost centre, as a voucher on it is placed."""
        line = Line(1, "", ansvar, "", "", "", "", "", ZERO)
        try:
            place = self._placing.place(line, day)
        except CannotPlaceError:
            return None
        return place.account if place else None


def _postings(by_account: dict[str, Decimal], currency: str) -> list[data.Posting]:
    return [
        drafting.posting(account, value, currency)
        for account, value in by_account.items()
        if value
    ]
