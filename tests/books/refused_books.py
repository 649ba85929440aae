"""What a refused command says, and the folder as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner
from click.testing import Result

from fellesbok.cli import main as fellesbok
from intake_books import folders
from places import tree

if TYPE_CHECKING:
    from pathlib import Path


def run(books: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(fellesbok, [*arguments, "--books", str(books)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def state(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    return tree(folder), folders(folder)
