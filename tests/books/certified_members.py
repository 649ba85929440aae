"""Certificates that the command makes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import PROGRAMME
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


CLEAN = PROGRAMME.parents[1] / "tests" / "books" / "clean_books"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Made-up books in a folder of their own: IKT 2018 between four municipalities."""
    shutil.copytree(CLEAN, tmp_path / "bok")
    return tmp_path


def certified(
    folder: Path, *more: str, out: str = "bevis", year: str = "2018"
) -> Result:
    given = ["certify", year, "--books", str(folder / "bok")]
    return CliRunner().invoke(main, [*given, "--output", str(folder / out), *more])


# A member's own ----------------------------------------------------------------------


KEY = "5f" * 32
