"""The page Fordeling: who bears what of each cooperation.

Comes in: the shares of a period.
Goes out: a page.
Door: ``page``.
Handbook: docs/report.md
"""
