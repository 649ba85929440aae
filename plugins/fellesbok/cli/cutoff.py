"""The command that lists what a year lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from fellesbok.accruals.cutoff import cutoff
from fellesbok.accruals.for_programs import not_come
from fellesbok.accruals.in_short import lacking_in_short
from fellesbok.accruals.tables import BELOW
from fellesbok.accruals.tables import cutoff_table
from fellesbok.cli.from_here import relative_path
from fellesbok.cli.loaded import usable
from fellesbok.messages import Text
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from pathlib import Path


@click.command("cutoff")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@day_option("--on", "Dagen det ses fra; ellers årets siste dag.")
@FORMAT
def cutoff_command(
    books: Path, language: str, year: int, day: date | None, form: str
) -> None:
    """Vis det ÅR mangler: fakturaer, refusjonskrav og rapporter, og siden når."""
    loaded = usable(books, language)
    on = date(year, 12, 31) if day is None else day
    found = cutoff(loaded.entries, loaded.settled.agreement, year, on)
    table = cutoff_table(found, relative_path)
    if form == "json":
        click.echo(json_of([not_come(each) for each in found]))
    elif form == "csv":
        tell_csv(table, language)
    elif found:
        click.echo(text_of(table, language, below=BELOW))
        tell_text(lacking_in_short(found, on), language)
    else:
        tell_text(Text("Ingenting mangler per {day}.", day=on), language)
