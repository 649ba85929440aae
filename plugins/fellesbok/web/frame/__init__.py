"""What all pages have in common (*rammen*): what is asked, tables, links, margin.

Comes in: a request, and the books that the reader may see.
Goes out: what is asked as a value, and tables as HTML, CSV and XLSX.
Doors: ``changed_parts``, ``who_changed``, ``stated_day`` and ``owed_by``.
Handbook: docs/serving.md
"""

from __future__ import annotations

from fellesbok.web.frame.asked import Asked
from fellesbok.web.frame.asked import CannotShowError
from fellesbok.web.frame.page import BooksPage
from fellesbok.web.frame.shown import Shown

__all__ = [
    "Asked",
    "BooksPage",
    "CannotShowError",
    "Shown",
]
