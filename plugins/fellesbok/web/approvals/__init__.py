"""The page of vouchers that are attested and approved, and the click that does it.

Comes in: the vouchers of a year, and who signs.
Goes out: what each has and lacks; for who may write, a line more in the books.
Door: ``page``.
Handbook: docs/approvals.md
"""
