"""A region's first books, made from a few answers (*oppstart*).

Comes in: region, municipalities, cooperations, key, host and how to claim.
Goes out: a folder of books that passes ``check``, and that can claim.
Doors: ``first_books``, ``new_year`` and ``plan``.
Handbook: docs/starting.md
"""
