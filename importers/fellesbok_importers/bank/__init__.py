"""Statements of a bank (*kontoutskrift*) become payments on claims and bills.

Comes in: payments as they are read, and what is open in the books.
Goes out: transactions, doubles that are asked about, and balances held against the
    books.
Handbook: docs/importing.md
"""
