"""A key by which nothing is shared is told of alike under «keys» and in its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")


def books(folder: Path, key: str, keys: str = "") -> Folder:
    """Books of one cooperation that shares by a key, with a budget and a cost."""
    folder.mkdir()
    written = budget("1000.00"), cost("2018-03-01", "500.00")
    return Folder(folder).write(rules(version(key=key)) + keys, chart(), *written)


def found(folder: Folder) -> list[tuple[str, str]]:
    """The findings, each with its text."""
    done = folder.run("lint", "2018", "--format", "json")
    return [(each["rule"], each["text"]) for each in json.loads(done.stdout)]


def reported(folder: Folder) -> str:
    """What the report says of the key."""
    path = folder.path.parent / f"{folder.path.name}.md"
    folder.run("report", "2018", "--format", "md", "--output", str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = [each for each in lines if each.startswith("- **Fordelingsnøkkel:**")]
    return line


@pytest.mark.parametrize("kind", ["not_stated", "nothing_shared"])
def test_it_has_the_same_findings_and_reason(tmp_path: Path, kind: str) -> None:
    key = f"{{{kind}: Ingen vet}}"
    named = f"\nkeys:\n  ukjent:\n    title: Ukjent\n    key: {key}\n"
    plain = books(tmp_path / "uten", key)
    behind = books(tmp_path / "med", "ukjent", named)
    assert found(behind) == found(plain)
    assert reported(plain).endswith("; Ingen vet")
    assert reported(behind).endswith("Ukjent; Ingen vet")
