"""Books of a made-up region that are whole: three years, for who wants to look.

Comes in: a folder that is not there, or is empty.
Goes out: the same books each time, and what git is to know of how they came about.
Handbook: docs/starting.md
"""

from __future__ import annotations

from fellesbok.starting.demo.commits import history
from fellesbok.starting.demo.made_up_region import demo_files
from fellesbok.starting.demo.made_up_region import make_demo

__all__ = [
    "demo_files",
    "history",
    "make_demo",
]
