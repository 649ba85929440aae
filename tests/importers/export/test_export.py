"""The books written out as SAF-T and CSV, and read back: nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exported_books import FORMATS
from exported_books import exported
from exported_books import of_year
from fellesbok_importers.intake.commands import import_command
from intake_runs import run
from two_machines import told_by_both
from written_out import books_with

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("form", FORMATS)
def test_a_round_trip_loses_nothing(tmp_path: Path, form: str) -> None:
    main = books_with(tmp_path / "a")
    path = tmp_path / f"eksport.{form}"
    path.write_bytes(exported(main, form))
    other = books_with(tmp_path / "b", "")
    result = run(import_command, other, "--yes", path)
    assert result.exit_code == 0, result.output
    assert "(fellesbok.eksport): 5 nye, 0 kjente" in result.output
    assert "  5 bilag er regnet ut av avtalene. De føres ikke" in result.output
    assert of_year(other) == of_year(main)
    again = run(import_command, other, "--yes", path)
    assert "0 nye, 5 kjente, 0 endrede" in again.output
    assert exported(other, form).count(b"kildedokument") == 2
    third = books_with(tmp_path / "c", "")
    path.write_bytes(exported(other, form))
    assert run(import_command, third, "--yes", path).exit_code == 0
    assert of_year(third) == of_year(main)


EXPORT = """
import sys
from pathlib import Path
from exported_books import exported
print(exported(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_books_give_the_same_bytes_on_every_machine(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path / "a")
    first, second = told_by_both(EXPORT, main, form, folder=tmp_path)
    assert first == second
    assert first == f"{exported(main, form)!r}\n"
