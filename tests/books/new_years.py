"""A region whose next year is made ready by the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from begun_books import VOUCHER
from begun_books import given_to_init
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.cli import main
from written_books import TERMS

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


GIVEN = given_to_init("Brann")


def run(folder: Path, *words: str, typed: str | None = None) -> Result:
    command = [words[0], "--books", str(folder), *words[1:]]
    return CliRunner().invoke(main, command, input=typed)


def year(folder: Path, *words: str) -> str:
    """The command, which ends with 0; what it says, without hard spaces."""
    done = run(folder, "year", *words)
    assert done.exit_code == 0, done.output
    return done.output.replace("\xa0", " ")


def said(done: Result, code: int = 1) -> str:
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output.replace("\xa0", " ")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in str(path) and "cache" not in path.name
    }


def begun(folder: Path) -> Path:
    """A region's first books, with a voucher and a budget."""
    done = CliRunner().invoke(main, ["init", str(folder), *GIVEN])
    assert done.exit_code == 0, done.output
    with (folder / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(VOUCHER)
    return folder


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return begun(tmp_path / "bok")


def plain(folder: Path) -> Folder:
    """Books that have everything in their main file."""
    folder.mkdir()
    return Folder(folder).write(rules(version(claims=TERMS)), chart())
