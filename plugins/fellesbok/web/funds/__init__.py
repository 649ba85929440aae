"""The page Fond: what each municipality owns of each fund, and how it moved.

Comes in: the history of the funds.
Goes out: a page.
Door: ``page``.
Handbook: docs/closing.md
"""
