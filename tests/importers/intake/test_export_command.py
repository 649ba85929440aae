"""The command writes what was asked for, out of books in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exported_books import exported
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.export_command import export_command
from intake_runs import run
from written_out import books_with

if TYPE_CHECKING:
    from pathlib import Path


def test_books_with_errors_are_not_exported(tmp_path: Path) -> None:
    main = books_with(tmp_path, '2018-01-02 * "x"\n  Assets:Finnes-ikke 0 NOK\n')
    with pytest.raises(RejectedError, match="Assets:Finnes-ikke"):
        exported(main, "saft")


def test_the_command_writes_what_was_asked_for(tmp_path: Path) -> None:
    main = books_with(tmp_path)
    whole = exported(main, "saft")
    assert run(export_command, main, 2018).stdout_bytes == whole
    path = tmp_path / "ut.xml"
    dry = run(export_command, main, 2018, "--output", path, "--dry-run")
    assert "2018: 10 bilag, hvorav 5 er regnet ut av avtalene." in dry.output
    assert not path.exists()
    assert run(export_command, main, 2018, "--output", path).exit_code == 0
    assert path.read_bytes() == whole
    path.write_bytes(b"noe annet")
    run(export_command, main, 2018, "--output", path, answer="n\n")
    assert path.read_bytes() == b"noe annet"
    run(export_command, main, 2018, "--output", path, answer="y\n")
    assert path.read_bytes() == whole
    table = run(export_command, main, 2018, "--format", "csv")
    assert table.stdout_bytes == exported(main, "csv")
    nowhere = run(export_command, main, 2018, "--output", tmp_path / "a" / "b")
    assert nowhere.exit_code == 1
    assert "finnes ikke" in nowhere.output
    wrong = run(export_command, main, 2018, "--on", "i går")
    assert "er ikke en dato" in wrong.output
    empty = run(export_command, main, 2016)
    assert empty.exit_code == 1
    assert "Bøkene har ingen bilag i 2016." in empty.output
