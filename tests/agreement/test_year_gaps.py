"""What the agreements lack is told before a year begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import rules
from claimbook import version
from fellesbok.agreement.year_gaps import gaps
from fellesbok.rules import read_rules

if TYPE_CHECKING:
    from pathlib import Path

NAMED = "\nkeys:\n  ukjent:\n    title: Ukjent\n    key: {not_stated: Ingen vet}\n"
KEYS = {
    "{not_stated: Ingen vet}": True,
    "ukjent": True,
    "{nothing_shared: Staten betaler}": False,
    "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}": False,
}


@pytest.mark.parametrize(("key", "lacks"), KEYS.items())
def test_a_key_that_is_not_stated_is_told_under_whatever_name(
    tmp_path: Path, key: str, *, lacks: bool
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(rules(version(key=key)) + NAMED)
    agreement = read_rules(path)
    told = [str(gap.text) for gap in gaps(agreement, 2019)]
    assert ("nøkkelen er ikke oppgitt, så ingenting kan fordeles" in told) is lacks
