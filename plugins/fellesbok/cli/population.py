"""Asks Statistics Norway for population, where somebody wants it (*folketall*).

The books never need it: where no answer comes, that is told, and they stand as they
are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.messages import Text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from pathlib import Path


def fetch_population(
    books: Path, language: str, years: tuple[str, ...], *, dry_run: bool = False
) -> bool:
    """Put figures of those years in the books; whether they came.

    It is the intake's own command, which holds an answer against what the books have.

    Args:
        books: Where the books are.
        language: What is told in.
        years: Each year, or ``top(2)``: the newest two that are published.
        dry_run: Whether nothing is to be written.
    """
    context = click.get_current_context()
    command = context.find_root().command
    for name in ("statistics", "fetch"):
        found = None
        if isinstance(command, click.Group):
            found = command.get_command(context, name)
        if found is None:
            text = Text("Innlesingen (fellesbok_importers) er ikke installert.")
            warn([text], language)
            return False
        command = found
    try:
        context.invoke(
            command,
            books=books,
            language=language,
            saved=None,
            years=years,
            dry_run=dry_run,
        )
    except click.ClickException as error:
        warn([error.message], language)
        return False
    except click.exceptions.Exit:
        return False
    return True
