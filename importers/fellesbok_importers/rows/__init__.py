"""Rows of a table by what its profile says: columns, amounts, lines (*rader*).

Comes in: a sheet or a CSV file, and a profile.
Goes out: lines with amounts and codes, what is asked, and what nobody reads.
Doors: ``sheet``, ``line``, ``voucher_lines`` and ``told``.
Handbook: docs/importing.md
"""
