"""The page Budsjett: budget beside accounts, by cooperation and municipality.

Comes in: budget lines and accounts of a year.
Goes out: a page.
Door: ``page``.
Handbook: docs/report.md
"""
