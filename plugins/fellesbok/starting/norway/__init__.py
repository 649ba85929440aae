"""The municipalities of Norway, with their numbers, names and populations.

Comes in: a name or a number, as somebody writes it.
Goes out: the municipality, with what an agreement must say of it.
Handbook: docs/starting.md
"""
