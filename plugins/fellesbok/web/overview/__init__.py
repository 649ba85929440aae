"""The page Oversikt: what is due, what is new, what must be decided, for one reader.

Comes in: what payers owe, deadlines, findings, objections and vouchers.
Goes out: a page.
Door: ``page``.
Handbook: docs/serving.md
"""
