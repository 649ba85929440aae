"""Whether anything is kept of books that were loaded."""

from __future__ import annotations

import os

SWITCH = "FELLESBOK_NO_CACHE"
"""Set to anything, nothing is kept or used of what was kept."""


def is_off() -> bool:
    """Whether the user wants everything loaded each time."""
    return bool(os.environ.get(SWITCH))
