"""Books of a year, and the command that claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules

if TYPE_CHECKING:
    from pathlib import Path


YEAR = [
    chart(),
    budget("1000.00"),
    cost("2018-06-01", "600.00"),
    cost("2018-12-31", "630.01"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A year of IKT: a budget of 1000 kr in four instalments, and 1230.01 kr used."""
    return Folder(tmp_path).write(rules(), *YEAR)


def claim(folder: Folder, *arguments: str) -> str:
    """Claim, and give what was printed."""
    done = folder.run("claim", *arguments, "--yes")
    assert done.exit_code == 0, done.output
    return done.output
