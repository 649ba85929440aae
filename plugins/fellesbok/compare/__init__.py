"""The effect of a change before it is adopted (*sammenlign*, *virkning*).

Comes in: two states of the books, or the books and what is tried in them.
Goes out: who would pay more and less, of each change alone and of all together.
Doors: ``proposed_change``, ``records`` and ``tables``.
Handbook: docs/comparing.md
"""
