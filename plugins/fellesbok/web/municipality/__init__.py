"""The page Kommuneoppgave: what one municipality is charged, has paid and owes.

Comes in: the shares, claims and budgets of one payer.
Goes out: a page.
Door: ``page``.
Handbook: docs/claims.md
"""
