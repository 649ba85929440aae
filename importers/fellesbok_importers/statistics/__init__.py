"""Statistics (*folketall*) as files: CSV, JSON-stat, and those of SSB.

Comes in: a file, or a table of SSB.
Goes out: figures by municipality and day.
Doors: ``files`` and ``ssb``.
Handbook: docs/importing.md
"""
