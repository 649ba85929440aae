"""A year in which one enters, and the rows that a claim's lines are derived from."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.claim_documents import ClaimDocuments


FOUR = "[midvik, nordvik, sorvik, utvik]"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Utvik enters on 1 July; the budget is 1000.01 kr."""
    text = rules(version(), version("2018-07-01", FOUR))
    return Folder(tmp_path).write(text, chart(), budget("1000.01"))


def rows_of(made: ClaimDocuments, title: str) -> list[tuple[str, Fraction | None]]:
    """The rows of one section of what the front page is derived from, in kroner."""
    return [
        (str(row.label), None if row.amount_ore is None else row.amount_ore / 100)
        for section in made.paper.attachment.derived
        if str(section.title).startswith(title)
        for row in section.rows
    ]


def kr(text: str) -> Fraction:
    return Fraction(text)
