"""The command that lists which vouchers are attested and approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.agreement.tables import for_files
from fellesbok.agreement.tables import for_people
from fellesbok.approvals import approvals_of_year
from fellesbok.approvals.records import approval_row
from fellesbok.approvals.tables import approvals_table
from fellesbok.claims.years_taken_along import lacking_before
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.loaded import usable
from fellesbok.entries.tables import LACKING
from fellesbok.entries.tables import OBJECTION
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import COOPERATION
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from pathlib import Path


@click.command("approvals")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@COOPERATION
@click.option("--lacking", is_flag=True, help="Bare de bilagene som mangler noe.")
@FORMAT
def approvals_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    lacking: bool,  # noqa: FBT001 -- click passes it by name
    form: str,
) -> None:
    """Vis hvilke bilag i ÅR som er attestert og anvist, og hva som mangler."""
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    one = cooperation_named(agreement, cooperation, language)
    slugs = [] if one is None else [one.slug]
    found = approvals_of_year(loaded.entries, agreement, year, slugs)
    asked = [one] if one is not None else agreement.cooperations.values()
    warn(lacking_before(loaded.entries, agreement, year, asked), language)
    shown = [each for each in found if each.lacking] if lacking else found
    table = approvals_table(shown, year)
    if form == "json":
        click.echo(json_of([approval_row(each) for each in shown]))
    elif form == "csv":
        tell_csv(for_files(table), language)
    elif shown:
        shown_here = for_people(table).where_used({OBJECTION.name})
        click.echo(text_of(shown_here, language, below=[LACKING.name]))
        click.echo(f"\n{say(approvals_table(found, year).note, language)}")
    elif found:
        tell_text(Text("Ingen bilag i {year} mangler noe.", year=year), language)
    else:
        text = Text(
            "Ingen avtale sier hvem som attesterer, eller ingen bilag er fordelt i"
            " {year}.",
            year=year,
        )
        tell_text(text, language)
