"""The tables of settled books, as the command writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from datasets import SETTLED
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(output: Path, *more: str, books: Path = SETTLED) -> Result:
    """The command."""
    options = ("--format", "csv", "--output", str(output), "--books", str(books))
    return CliRunner().invoke(main, ["tables", *options, *more])
