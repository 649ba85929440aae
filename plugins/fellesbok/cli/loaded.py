"""The books that a command reads, and nothing that only some commands use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.books import kept_books
from fellesbok.cli.from_here import fault_line
from fellesbok.entries.book_files import forgotten
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.terminal import main_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_left_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from fellesbok.books import Books


def load(start: Path, language: str) -> Books:
    """The books, or a message about where they were looked for."""
    return kept_books(main_file(start, language))


def usable(
    start: Path,
    language: str,
    *,
    is_audit: bool = False,
    given: Collection[Path] = (),
) -> Books:
    """Books that something is shared in.

    Errors are told of on standard error, and so are files that seem to be forgotten,
    but to an audit, which finds them itself, and those that are ``given`` to be tried.
    """
    loaded = load(start, language)
    for fault in loaded.errors:
        click.echo(fault_line(fault, language), err=True)
    if loaded.shared is None:
        text = Text("Ingenting er fordelt før feilene i avtalene er rettet.")
        stop(text, language)
    if not is_audit:
        included = loaded.options["include"]
        known = {path.resolve() for path in given}
        unread = forgotten(loaded.shared.unread, included)
        others = [file for file in unread if Path(file.path).resolve() not in known]
        tell_left_out(others, language)
    if loaded.errors:
        text = Text(
            "Bøkene har {count} feil; tallene under kan mangle noe.",
            count=len(loaded.errors),
        )
        click.echo(say(text, language), err=True)
    return loaded
