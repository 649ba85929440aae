"""The municipalities of Norway, with their numbers, names and populations.

Comes in: a name or a number, as somebody writes it.
Goes out: the municipality, with what an agreement must say of it.
Handbook: docs/starting.md
"""

from __future__ import annotations

from fellesbok.starting.norway.municipalities import FIRST_YEAR
from fellesbok.starting.norway.municipalities import SOURCE
from fellesbok.starting.norway.municipalities import Municipality
from fellesbok.starting.norway.municipalities import find_municipality

__all__ = [
    "FIRST_YEAR",
    "SOURCE",
    "Municipality",
    "find_municipality",
]
