"""A warning as a terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.cli.grants_text import grants_text
from fellesbok.grants.records import grants_on
from grant_books import END
from grant_books import RULES
from grant_books import ledger

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("letters", "lines"), [(62, 1), (63, 2)])
def test_a_warning_is_on_one_line_as_long_as_it_is_100_wide(
    tmp_path: Path, letters: int, lines: int
) -> None:
    """``! ``, what the deadline is called, and 36 characters about its day."""
    what = "R" * letters
    terms = f"deadlines: [{{date: 2018-12-31, text: {what}}}]"
    rules = RULES + f"    conditions:\n      {terms}\n"
    entries, agreement, _ = ledger(tmp_path, rules=rules)
    rows = grants_on(entries, agreement, END, 0)
    shown = "\n".join(grants_text(rows, None, agreement, END, "nb")).splitlines()
    first = next(n for n, line in enumerate(shown) if line.startswith("! "))
    told = shown[first : shown.index("", first)]
    assert " ".join(line.strip() for line in told) == (
        f"! {what}: fristen er 31.12.2018, om 0 dager."
    )
    assert len(told) == lines
    assert max(map(len, told)) <= 100
