"""The page Funn: what a controller would ask, and what the settlement says.

Comes in: findings, and the remarks of ``lint``.
Goes out: a page.
Door: ``page``.
Handbook: docs/audit.md
"""
