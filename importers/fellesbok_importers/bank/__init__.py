"""Statements of a bank (*kontoutskrift*) become payments on claims and bills.

Comes in: payments as they are read, and what is open in the books.
Goes out: transactions, doubles that are asked about, and balances held against the
    books.
Handbook: docs/importing.md
"""

from __future__ import annotations

from fellesbok_importers.bank.account_statement import BankImporter
from fellesbok_importers.bank.account_statement import looks_like_bank
from fellesbok_importers.bank.account_statement import numbers_of
from fellesbok_importers.bank.doubles import Answer

__all__ = [
    "Answer",
    "BankImporter",
    "looks_like_bank",
    "numbers_of",
]
