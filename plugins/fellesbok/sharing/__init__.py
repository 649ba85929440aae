"""Vouchers become pots, exact shares, whole øre and receivables (*fordeling*).

Comes in: entries of the books, and the agreement in force on the day.
Goes out: receivables, findings, and a year's statement (*avregning*).
Doors: ``statement``, ``settlement``, ``findings`` and ``tables``.
Handbook: docs/agreements.md
"""
