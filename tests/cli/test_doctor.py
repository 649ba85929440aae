"""``fellesbok doctor`` tells what the machine has and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_tells_it_in_a_table(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["doctor", "--books", str(tmp_path)])

    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()]
    assert ["mangler", "Bøkene"] in [row[:2] for row in rows]
    assert ["ja", "Python"] in [row[:2] for row in rows]
