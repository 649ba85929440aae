"""The handbook (*håndboken*), as a site of plain files that comes with the programme.

Comes in: the site that ``docs/build_site.py`` makes, in Norwegian and in English.
Goes out: its first page, and its files by name.
Handbook: docs/tour.md
"""

from __future__ import annotations

from fellesbok.site.named_files import FIRST_PAGE
from fellesbok.site.named_files import LACKING
from fellesbok.site.named_files import first_page
from fellesbok.site.named_files import site_files

__all__ = [
    "FIRST_PAGE",
    "LACKING",
    "first_page",
    "site_files",
]
