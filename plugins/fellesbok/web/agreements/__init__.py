"""The page Avtaler: every agreement in words, with its versions and effects.

Comes in: the agreements that the reader takes part in.
Goes out: a page.
Door: ``page``.
Handbook: docs/agreements.md
"""
