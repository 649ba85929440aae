"""Where the house stands, the books that are made up for its tests, and copies."""

from __future__ import annotations

import shutil
from pathlib import Path

HOUSE = Path(__file__).parents[2]
MADE = Path(__file__).parent


def copy_of_house(folder: Path) -> Path:
    """A copy of these books without the programme, as another region keeps them."""
    # What Beancount remembers of the books has their place in it.
    left_out = shutil.ignore_patterns(".*.picklecache")
    for name in ("ledger", "queries"):
        shutil.copytree(HOUSE / name, folder / name, ignore=left_out)
    shutil.copy(HOUSE / "allocation_rules.yaml", folder)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
