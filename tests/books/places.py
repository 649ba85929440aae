"""Where the house stands, and the books that are made up for its tests."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).parents[2]
MADE = Path(__file__).parent
