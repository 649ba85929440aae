"""The tax of an e-invoice: given back, deducted, or a cost of the lines that bear it.

The profile says which, for one supplier or for all.  Tax that is given back or deducted
stands on the account of tax, marked; tax that is a cost stands with the lines of its
rate, in proportion to their amounts, to the øre.  Where the profile says nothing, tax
stands on the account of tax without a mark.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.entries import drafting
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core import data

    from fellesbok_importers.invoices.ehf import Invoice
    from fellesbok_importers.invoices.ehf import Tax
    from fellesbok_importers.profiles import column_schema

VAT = "avgift"
WORDS = {"compensation": "kompensasjon", "deduction": "fradrag", "cost": "kostnad"}
COST = "cost"
Share = tuple[str, str, Decimal]
"""Rate, account and amount of a line."""


class InvoiceTax:
    """Books the tax of invoices by a profile."""

    def __init__(self, said: column_schema.Invoice) -> None:
        """Know what the profile says of tax and of suppliers."""
        self._said = said

    def postings(self, invoice: Invoice, shares: Sequence[Share]) -> list[data.Posting]:
        """The postings of an invoice's tax; none where there is no tax."""
        if not invoice.tax:
            return []
        word = self._word(invoice)
        if word != COST:
            meta = {} if word is None else {VAT: WORDS[word]}
            return [_posting(self._said.tax_account, invoice.tax, invoice, meta)]
        by_account: dict[str, Decimal] = {}
        for tax in invoice.taxes:
            for account, amount in _spread(tax, shares):
                by_account[account] = by_account.get(account, ZERO) + amount
        return [
            _posting(account, amount, invoice, self._mark(account))
            for account, amount in by_account.items()
            if amount
        ]

    def _word(self, invoice: Invoice) -> str | None:
        number = "".join(c for c in invoice.seller_id if c.isdigit())
        supplier = self._said.suppliers.get(number)
        return self._said.vat if supplier is None else supplier.vat

    def _mark(self, account: str) -> dict[str, str]:
        """What waits for a person is marked by the account that she chooses."""
        return {} if account == self._said.suspense else {VAT: WORDS[COST]}


def _spread(tax: Tax, shares: Sequence[Share]) -> Iterator[tuple[str, Decimal]]:
    """The tax of a rate, on the accounts of its lines; of all where it has none."""
    of_rate = [share for share in shares if share[0] == tax.rate] or shares
    amounts: dict[str, Decimal] = {}
    for _, account, amount in of_rate:
        amounts[account] = amounts.get(account, ZERO) + amount
    whole = sum(amounts.values(), ZERO)
    if not whole:  # lines that even out: the first of them bears it
        amounts = dict.fromkeys(list(amounts)[:1], Decimal(1))
        whole = Decimal(1)
    ore = int(tax.amount.scaleb(2))
    unit = Fraction(ore) / Fraction(whole)
    parts = {account: unit * Fraction(amount) for account, amount in amounts.items()}
    split = largest_remainder(parts, ore, tie_order=sorted(parts))
    for account, part in split.amounts_ore.items():
        yield account, Decimal(part).scaleb(-2)


def _posting(
    account: str, amount: Decimal, invoice: Invoice, meta: dict[str, str]
) -> data.Posting:
    return drafting.posting(account, amount, invoice.currency, dict(meta) or None)
