"""Every command tells of files that are not taken in, beside its sums."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = "! Ikke tatt inn med «include», så ikke med i noe tall: {}. «fellesbok"
SUMS = (
    ["shares", "--year", "2018"],
    ["explain", "IKT", "Nordvik", "--year", "2018", "--format", "json"],
    ["report", "2018", "--format", "md", "--output", "rapport.md"],
    ["claim", "2018", "--dry-run"],
    ["open", "2018"],
    ["plan", "2018", "--format", "csv"],
    ["query", "receivables"],
    ["export", "2018", "--format", "csv"],
)


@pytest.fixture
def forgetful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books with a file of vouchers in the year's folder that nothing takes in."""
    shutil.copytree(MADE / "seen_books", tmp_path, dirs_exist_ok=True)
    (tmp_path / "ledger" / "2018").mkdir(exist_ok=True)
    (tmp_path / "ledger" / "2018" / "juni.beancount").write_text("; bilag\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", SUMS, ids=lambda command: command[0])
def test_a_forgotten_include_is_told_beside_the_sums(
    forgetful: Path, command: list[str]
) -> None:
    """On one line of its own, and not in what a program reads."""
    told = CliRunner().invoke(main, command)
    assert told.exit_code in {0, 1}, told.output
    lines = [line for line in told.stderr.splitlines() if "include" in line]
    assert lines == [LEFT_OUT.format("2018/juni.beancount") + " check» sier mer."]
    assert "include" not in told.stdout
    (forgetful / "ledger" / "2018" / "juni.beancount").unlink()
    assert "include" not in CliRunner().invoke(main, command).stderr


def test_many_forgotten_files_are_counted_on_the_same_line(forgetful: Path) -> None:
    for number in range(1, 6):
        (forgetful / "ledger" / "2018" / f"{number}.beancount").write_text("")
    told = CliRunner().invoke(main, ["shares", "--language", "en"]).stderr
    (line,) = [line for line in told.splitlines() if "include" in line]
    assert "2018/1.beancount, 2018/2.beancount, 2018/3.beancount and 3 more" in line
