"""Agreements as values (*avtaler*): who takes part, by which key, and when.

Comes in: nothing of the books: the values are made by ``rules``.
Goes out: cooperations, payers, versions in force on a day, exact sharing in whole øre.
Handbook: docs/agreements.md
"""
