"""Nothing that a reader asks for takes long, or holds others up (*grenser*).

Comes in: queries, patterns and long answers.
Goes out: the same, measured and stopped in time.
Doors: ``deadline``, ``patterns`` and ``gate``.
Handbook: docs/serving.md
"""
