"""The machine's own programmes and systems (*systemet*), asked in one place each.

Comes in: a file to lock, replace or open; a question to git.
Goes out: the same answer on Linux, macOS and Windows; what git says, within limits.
Doors: ``differences``, ``asking_git`` and ``today``.
Handbook: docs/writing.md
"""
