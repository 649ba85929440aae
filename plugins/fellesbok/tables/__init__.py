"""Tables as values (*tabeller*), and the faces that render them without adding a thing.

Comes in: the columns and lines that a subject makes in its ``tables.py``.
Goes out: text for a terminal, CSV and XLSX that a spreadsheet opens rightly, JSON.
Handbook: docs/report.md
"""
