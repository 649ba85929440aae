"""The page Endringer: who wrote the lines behind a figure, a claim or an agreement.

Comes in: the entries and texts that the reader may read, as they were loaded.
Goes out: a page.
Door: ``page``.
Handbook: docs/changes.md
"""
