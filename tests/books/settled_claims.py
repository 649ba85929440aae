"""Books of 2018 that are settled, and what `check` says of their claims."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from pathlib import Path

TERMS = "claims: {due_days: 30}"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """2018 is settled on 1 January 2019."""
    text = rules(version(claims=TERMS))
    made = Folder(tmp_path).write(text, chart(), cost("2018-12-31", "1000.00"))
    claim(made)
    assert {one.day for one in made.claims()} == {date(2019, 1, 1)}
    return made


def findings(folder: Folder) -> str:
    done = folder.run("check")
    assert done.exit_code == 0, done.output
    return " ".join(done.output.replace("\xa0", " ").split())
