"""Tables as values (*tabeller*), and the faces that render them without adding a thing.

Comes in: the columns and lines that a subject makes in its ``tables.py``.
Goes out: text for a terminal, CSV and XLSX that a spreadsheet opens rightly, JSON and
    Markdown.
Doors: ``targets``, ``text``, ``in_short``, ``csv_file`` and ``json_file``.
Handbook: docs/report.md
"""

from __future__ import annotations

from fellesbok.tables.values import BLANK
from fellesbok.tables.values import SUM
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import added
from fellesbok.tables.values import total_line

__all__ = [
    "BLANK",
    "SUM",
    "Cell",
    "Column",
    "Kind",
    "Line",
    "Table",
    "added",
    "total_line",
]
