"""The books written out for another system, and read back (*eksport*).

Comes in: loaded books.
Goes out: SAF-T 1.30 or CSV, and the same transactions as they stood.
Doors: ``read_back``, ``csv_lines`` and ``saft_file``.
Handbook: docs/importing.md
"""
