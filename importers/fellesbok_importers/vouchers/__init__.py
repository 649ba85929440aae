"""Lines become vouchers of the books (*bilag*), each with where it came from.

Comes in: lines of a file, and the agreements.
Goes out: transactions, budget lines, controls of sums, and what the books have already.
Doors: ``identity``, ``exchange``, ``from_saft`` and ``from_table``.
Handbook: docs/importing.md
"""
