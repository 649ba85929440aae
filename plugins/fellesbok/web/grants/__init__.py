"""The page Tilskudd: each grant with its figures, warnings and deadlines.

Comes in: the standing of the grants.
Goes out: a page.
Door: ``page``.
Handbook: docs/grants.md
"""
