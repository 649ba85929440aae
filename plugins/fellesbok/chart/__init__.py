"""Which accounts have to be open, and from which day (*kontoplan*).

Comes in: the books, what the passes and the claims miss, and the agreements.
Goes out: one opening for each account that lacks one, and what cannot be opened.
Door: ``needed``.
Handbook: docs/writing.md
"""
