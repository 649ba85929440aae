"""Files that the books are made of: written whole or not at all (*arkivering*).

Comes in: the text of entries, and the files that the books have.
Goes out: files that are whole and read back, or nothing.
Doors: ``disk``, ``folder``, ``writing`` and ``outside``.
Handbook: docs/writing.md
"""
