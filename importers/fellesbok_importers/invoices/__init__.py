"""Invoices in EHF become vouchers, when their own sums agree.

Comes in: an invoice, and who the buyer is.
Goes out: a transaction with its attachments, or what is wrong with the invoice.
Handbook: docs/importing.md
"""
