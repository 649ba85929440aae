"""Invoices in EHF become vouchers, when their own sums agree.

Comes in: an invoice, and who the buyer is.
Goes out: a transaction with its attachments, or what is wrong with the invoice.
Handbook: docs/importing.md
"""

from __future__ import annotations

from fellesbok_importers.invoices.ehf import buyer_of
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.invoices.reading import looks_like_ehf

__all__ = [
    "InvoiceImporter",
    "buyer_of",
    "looks_like_ehf",
]
