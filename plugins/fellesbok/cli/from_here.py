"""Places in files (*steder*), as seen from the folder that the command is run in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.errors import FileFault


def relative_path(path: str) -> str:
    """The path from the current folder, unless that climbs out of it."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, FileNotFoundError):  # the current folder may be gone
        return path
    return path if relative.startswith("..") else relative


def place_text(place: tuple[str, int] | None) -> str:
    """``path:line``, or nothing."""
    return "" if place is None else f"{relative_path(place[0])}:{place[1]}"


def fault_line(fault: FileFault, language: str) -> str:
    """``path:line: message``."""
    return f"{place_text((fault.path, fault.line))}: {say(fault.message, language)}"
