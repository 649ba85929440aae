"""The page Forklaring: one figure, from share to voucher.

Comes in: the steps of ``explanation``.
Goes out: a page.
Door: ``page``.
Handbook: docs/agreements.md
"""
