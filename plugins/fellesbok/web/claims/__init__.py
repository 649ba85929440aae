"""The page Krav: the plan, what is claimed and paid, and how old it is.

Comes in: claims and open items.
Goes out: a page.
Door: ``page``.
Handbook: docs/claims.md
"""
