"""Budget lines, their shares, and budget beside accounts (*budsjett*).

Comes in: budget directives, and the keys of the year.
Goes out: exact amounts a year and a payer, and the pairs of figures.
Doors: ``figures``, ``tables`` and ``adopted``.
Handbook: docs/report.md
"""
