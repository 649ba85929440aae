"""The commands of the intake as a user gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount import loader
from beancount.core import data
from click.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from click.testing import Result


def run(command: click.Command, main: Path, *given: object, answer: str = "") -> Result:
    """Give a command about the books."""
    arguments = ["--books", str(main), *map(str, given)]
    return CliRunner().invoke(command, arguments, input=answer)


def numbers(main: Path) -> list[str]:
    """The voucher numbers of the books, which must be without faults."""
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    return [
        e.meta["bilag"]
        for e in entries
        if isinstance(e, data.Transaction) and "bilag" in e.meta
    ]
