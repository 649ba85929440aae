"""What a large SAF-T document takes, measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

LARGE = HOUSE / "tests" / "bench" / "large_saft.py"


def measure(folder: Path, vouchers: int) -> dict[str, int]:
    """What it takes a process of its own to read a document of that many vouchers."""
    done = subprocess.run(
        [sys.executable, str(LARGE), str(vouchers), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    measured: dict[str, int] = json.loads(done.stdout)
    return measured
