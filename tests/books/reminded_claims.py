"""Claims of two cooperations, and whom to remind of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from pathlib import Path


SETTLED = "claims: {due_days: 30, advance: {amount: 100, due: [02-15]}}"


def other(*versions: str) -> str:
    """A second cooperation, under terms of its own."""
    return f"""  vann:
    title: Vannverket
    account: Vann
    kind: cooperation
    legal_form: not_stated
    versions:
{"".join(versions)}"""


def to_vann(text: str) -> str:
    """What is paid to IKT, paid to Vann."""
    return text.replace(":IKT ", ":Vann ")


def written(folder: Folder, *versions: str, vann: str = "") -> Folder:
    """IKT by a budget of 1 000 kr, and Vann by what is agreed there."""
    text = rules(*versions, others=other(vann or version(claims=SETTLED)))
    return folder.write(text, chart("IKT", "Vann"), budget("1000.00"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The first instalment of IKT is claimed; Midvik owes 75 kr."""
    made = written(Folder(tmp_path))
    claim(made, "2018", "--cooperation", "IKT", "--instalment", "1")
    return made


def claim(folder: Folder, *arguments: str) -> None:
    done = folder.run("claim", *arguments, "--yes")
    assert done.exit_code == 0, done.output
