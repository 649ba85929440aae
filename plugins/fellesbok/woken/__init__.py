"""What the plugin asks of rooms that most books do not need (*vekkes av bøkene*).

Books without grants, claims or closed years have no use for the rooms that know them,
and importing those takes longer than sharing the cost.  Here each is imported when the
books have what it is about; until then the answer is what the room itself would have
said.  Nothing else is decided here.

Comes in: what a room is asked of books and agreements.
Goes out: its answer, or that there is nothing.
Doors: ``custom_lines`` and ``other_signs``.
Handbook: docs/shares.md
"""
