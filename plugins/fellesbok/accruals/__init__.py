"""Cost that has incurred and is not billed yet (*påløpt*), and the cut-off.

Comes in: accrual directives, and vouchers near the turn of a year.
Goes out: entries of the accrual and of what takes it back, and the list of the cut-off.
Doors: ``cutoff`` and ``tables``.
Handbook: docs/closing.md
"""
