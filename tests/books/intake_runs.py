"""The commands of the intake as a user gives them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from beancount import loader
from beancount.core import data
from beancount.parser import printer
from click.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from beangulp.importer import Importer
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


def booked(importer: Importer, path: Path) -> str:
    """What a document becomes in the books, as text; digests are left out of it."""
    assert importer.identify(str(path))
    file = io.StringIO()
    entries = importer.extract(str(path), [])
    printer.print_entries(entries, file=file)  # type: ignore[no-untyped-call]
    return re.sub(
        'avtrykk: "[0-9a-f]{16}"', 'avtrykk: "AVTRYKK"', file.getvalue().lstrip()
    )
