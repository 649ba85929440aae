"""The command that shows which claims are open, how old, and whom to remind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.claims.reminders import outstanding
from fellesbok.cli import open_text
from fellesbok.cli.common import YEAR
from fellesbok.cli.common import common_options
from fellesbok.cli.common import seen_from
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.cli.common import written_day
from fellesbok.cli.reminders_text import reminders_text
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fellesbok.claims.reminders import Outstanding


@click.command("open")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR", required=False)
@click.option(
    "--on",
    "day",
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
    day: date | None,
    reminders: bool,  # noqa: FBT001 -- click passes it by name
    form: str,
) -> None:
    """Vis åpne krav for perioder i ÅR (ellers alle), med alder."""
    loaded = usable(books, language)
    on = seen_from(loaded, day, language)
    seen = outstanding(loaded.entries, loaded.settled.agreement, on)
    for note in (*seen.notes, *_unplaced(seen)):
        click.echo(f"! {say(note, language)}", err=True)
    seen = seen.of_year(year)
    if reminders:
        for note in seen.covered:
            click.echo(f"! {say(note, language)}", err=True)
    if form == "json":
        made = open_text.reminders_json if reminders else open_text.open_json
        click.echo(made(seen))
    elif form == "csv":
        in_rows = open_text.reminders_csv if reminders else open_text.open_csv
        click.echo(in_rows(seen, language), nl=False)
        click.echo(open_text.seen_from(on, language), err=True)
    elif reminders:
        _tell_reminders(seen, language)
    elif seen.open or seen.loose:
        click.echo(open_text.open_text(seen, language))
    else:
        tell_text(Text("Ingen krav er åpne {day}.", day=on), language)


def _tell_reminders(seen: Outstanding, language: str) -> None:
    """Whom to remind of what, or that nobody is to be."""
    if any(dues.reminders for dues in seen.to_remind):
        click.echo(f"{open_text.seen_from(seen.on, language)}\n")
        click.echo(reminders_text(seen, language))
    elif any(dues.reminders for dues in seen.dues):
        tell_text(Text("Ingen skal purres {day}.", day=seen.on), language)
    else:
        tell_text(Text("Ingen krav er forfalt {day}.", day=seen.on), language)


def _unplaced(seen: Outstanding) -> Iterator[Text]:
    """What stands on each account and belongs to no claim."""
    for account, amount in seen.claims.unplaced.items():
        yield Text(
            "{amount} kr på {account} hører ikke til noe krav.",
            amount=amount,
            account=account,
        )
