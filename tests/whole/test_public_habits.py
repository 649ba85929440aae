"""What the public meets: forms, workflow and change log, in the shape they are read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HOUSE = Path(__file__).parents[2]
GITHUB = HOUSE / ".github"
CHANGES = (HOUSE / "CHANGES.md").read_text(encoding="utf-8")
SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def read(path: Path) -> Any:  # noqa: ANN401 -- whatever YAML holds
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 -- text alone


@pytest.mark.parametrize("name", ["bug", "wish"])
def test_a_form_asks_what_is_needed(name: str) -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml")
    assert form["name"]
    assert form["description"]
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [part["id"] for part in asked]
    assert len(ids) == len(set(ids)) >= 4
    assert all(part["attributes"]["label"] for part in asked)
    assert any(part.get("validations", {}).get("required") for part in asked)


def test_the_workflow_runs_what_we_run_on_every_python_that_we_promise() -> None:
    project = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    promised = re.findall(r"Python :: (3\.\d+)", project)
    workflow = read(GITHUB / "workflows" / "test.yml")
    job = workflow["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == promised
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert int(job["timeout-minutes"]) <= 60
    assert workflow["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name) for name in used)


def test_every_change_stands_once_in_a_section() -> None:
    assert CHANGES.startswith("# Changelog\n")
    releases = re.split(r"^## ", CHANGES, flags=re.MULTILINE)[1:]
    assert releases[0].startswith("[Unreleased]\n")
    for release in releases:
        heading, _, text = release.partition("\n")
        assert re.fullmatch(
            r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading
        )
        parts = re.split(r"^### ", text, flags=re.MULTILINE)
        assert not re.search(r"^- ", parts[0], re.MULTILINE)
        names = [part.partition("\n")[0] for part in parts[1:]]
        assert names == [name for name in SECTIONS if name in names]
    lines = re.findall(r"^- .+$", CHANGES, re.MULTILINE)
    assert len(lines) > 100
    assert len(lines) == len(set(lines))
