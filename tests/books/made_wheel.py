"""The wheel, made once for all who try it: the handbook in it is long to make."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 300
"""More than that nobody waits for another who makes it."""
ADDRESS = {
    "GITHUB_SERVER_URL": "https://github.example",
    "GITHUB_REPOSITORY": "region/fellesbok",
}


def tracked() -> list[str]:
    """What is in git, by its path from the house."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=True
    )
    return [name.decode() for name in done.stdout.split(b"\0") if name]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made of what is in git alone, by what is locked; by the first who asks for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "hjul"
    with FileLock(shared / "hjul.lock", timeout=MOST_SECONDS):
        if not (folder / "dist").exists():
            _make(folder)
    (found,) = (folder / "dist").glob("*.whl")
    return found


def _make(folder: Path) -> None:
    """Make it of a copy; it is put in its place when it is whole."""
    for name in tracked():
        if (HOUSE / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HOUSE / name, folder / name)
    words = ("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "made"))
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | ADDRESS,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    (folder / "made").rename(folder / "dist")
