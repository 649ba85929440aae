"""The same piece of Python on two machines that differ in all that must not matter.

Twice in one process is no proof: there, sets have the same order both times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

MACHINES = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
)


def told_by_both(code: str, *arguments: object, folder: Path) -> tuple[str, str]:
    """What each prints, the second from another folder; tests' modules are found."""
    found = []
    sources = [
        HOUSE / name for name in ("plugins", "importers", "tests", "tests/books")
    ]
    for machine, place in zip(MACHINES, (folder, folder.parent), strict=True):
        paths = {"PYTHONPATH": os.pathsep.join(map(str, sources)), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=os.environ | paths | machine,
            cwd=place,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        found.append(done.stdout)
    first, second = found
    assert first
    return first, second
