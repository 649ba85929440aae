"""The inbox of objections, where a command is told of it: what waits there is heard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.objections import objections
from fellesbok.objections.heard import heard
from fellesbok.objections.heard import in_inbox
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.objections import Objection

INBOX = click.option(
    "--objections",
    "inbox",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="MAPPE",
    help="Innboksen til «serve --objections»; det som venter der, regnes med.",
)


def what_waits(folder: Path | None, loaded: Books, language: str) -> list[Objection]:
    """What waits in the inbox, if there is one; what cannot be read there is told.

    Raises:
        fellesbok.filing.disk.CannotFileError: The folder cannot be read.
    """
    if folder is None:
        return []
    agreement = loaded.settled.agreement
    found = in_inbox(folder, objections(loaded.entries, agreement), agreement)
    warn(found.faults, language)
    return heard(found.new, agreement)
