"""The command that shows which claims are open, how old, and whom to remind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok import open_printing
from fellesbok.claim_items import open_claims
from fellesbok.cli.common import YEAR
from fellesbok.cli.common import common_options
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.cli.common import written_day
from fellesbok.generated import last_day
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("open")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR", required=False)
@click.option(
    "--on",
    "seen_from",
    metavar="DATO",
    callback=written_day,
    help="Dagen det ses fra; ellers den siste dagen noe er ført.",
)
@click.option("--reminders", is_flag=True, help="Purreliste: bare det som er forfalt.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="Tabell, CSV for regneark, eller JSON for programmer.",
)
def open_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int | None,
    seen_from: date | None,
    reminders: bool,  # noqa: FBT001 -- click passes it by name
    form: str,
) -> None:
    """Vis åpne krav for perioder i ÅR (ellers alle), med alder."""
    loaded = usable(books, language)
    on = last_day(loaded.entries) if seen_from is None else seen_from
    found = open_claims(loaded.entries, loaded.settled.agreement, on)
    items = [
        item
        for item in found.items
        if item.remaining
        and (year is None or item.claim.period.startswith(str(year)))
        and (item.is_to_be_reminded or not reminders)
    ]
    for note in found.notes:
        click.echo(f"! {say(note, language)}", err=True)
    for account, amount in found.unplaced.items():
        text = Text(
            "{amount} kr på {account} hører ikke til noe krav.",
            amount=amount,
            account=account,
        )
        click.echo(f"! {say(text, language)}", err=True)
    if form == "json":
        click.echo(open_printing.open_json(items))
    elif form == "csv":
        click.echo(open_printing.open_csv(items, language), nl=False)
    elif items:
        click.echo(open_printing.open_text(items, language))
    elif reminders:
        tell_text(Text("Ingen krav er forfalt {day}.", day=on), language)
    else:
        tell_text(Text("Ingen krav er åpne {day}.", day=on), language)
