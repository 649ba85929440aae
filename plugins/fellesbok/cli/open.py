"""The command that shows which claims are open, how old, and whom to remind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.agreement.tables import for_people
from fellesbok.claims.due_tables import ages_table
from fellesbok.claims.due_tables import credits_table
from fellesbok.claims.due_tables import reminders_table
from fellesbok.claims.for_programs import open_claim
from fellesbok.claims.for_programs import payer_dues
from fellesbok.claims.listed import open_rows
from fellesbok.claims.listed import overdue_rows
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.tables import OPEN
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import open_table
from fellesbok.claims.tied import first_unknown
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.cli.common import seen_from
from fellesbok.cli.inbox import INBOX
from fellesbok.cli.inbox import what_waits
from fellesbok.cli.loaded import usable
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import misused
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fellesbok.claims.reminders import Outstanding

IN_FILES = {*OPEN} - {"cooperation_title", "document", "e_invoice"}
IN_TERMINAL = ({*OPEN} - {"cooperation", "document", "e_invoice"}) - {
    *("host", "kid", "overdue", "objected", "credit", "covered", "to_remind", "on")
}
"""Who reads has cooperations by their titles, and files by what commands take."""


@click.command("open")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR", required=False)
@day_option("--on", "Dagen det ses fra; ellers den siste dagen noe er ført.")
@click.option("--reminders", is_flag=True, help="Purreliste: bare det som er forfalt.")
@click.option(
    "--undisputed",
    is_flag=True,
    help="Purr også på krav med innsigelse, på det som ikke er omtvistet.",
)
@INBOX
@FORMAT
def open_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int | None,
    day: date | None,
    reminders: bool,  # noqa: FBT001 -- click passes it by name
    undisputed: bool,  # noqa: FBT001 -- likewise
    inbox: Path | None,
    form: str,
) -> None:
    """Vis åpne krav for perioder i ÅR (ellers alle), med alder."""
    if undisputed and not reminders:
        misused(Text("--undisputed hører til --reminders."))
    loaded = usable(books, language)
    on = seen_from(loaded, day, language)
    agreement = loaded.settled.agreement
    waiting = what_waits(inbox, loaded, language)
    seen = outstanding(
        loaded.entries,
        agreement,
        on,
        of_undisputed=undisputed,
        waiting=waiting,
        unknown=first_unknown(loaded.entries, loaded.settled),
    )
    # These are to be mended, so they tell accounts by the names in the books.
    warn((*seen.notes, *_unplaced(seen)), language)
    seen = seen.of_year(year)
    if reminders:
        warn((*seen.covered, *seen.objected, *seen.could_remind), language)
    if form == "json":
        click.echo(json_of(_records(seen, reminders=reminders)))
    elif form == "csv":
        rows = overdue_rows(seen) if reminders else open_rows(seen)
        loose = () if reminders else seen.loose
        listed = open_table(rows, loose, on, by_payer=not reminders)
        told = listed.without_sums.narrowed(IN_FILES).where_used(
            ["objection", "objected"]
        )
        tell_csv(told, language)
        click.echo(_seen_from(on, language), err=True)
    elif reminders:
        _tell_reminders(seen, language)
    elif seen.open or seen.loose:
        listed = open_table(open_rows(seen), seen.loose, on, by_payer=True)
        told = listed.narrowed(IN_TERMINAL).where_used(SOMETIMES)
        aged = ages_table(seen.open, seen.loose, ())
        first = [_seen_from(on, language)]
        if year is None:
            found = unpaid_of(seen.open, seen.loose, on)
            first.append(say(found.sentence, language))
        shown = ("\n".join(first), *(text_of(t, language) for t in (told, aged)))
        click.echo("\n\n".join(shown))
    else:
        tell_text(Text("Ingen krav er åpne {day}.", day=on), language)


def _seen_from(on: date, language: str) -> str:
    """The line that says which day a list is seen from."""
    return say(Text("Sett fra {day}.", day=on), language)


def _records(seen: Outstanding, *, reminders: bool) -> dict[str, object]:
    """Open claims for programs, or what is overdue, with the dues of each payer."""
    rows = overdue_rows(seen) if reminders else open_rows(seen)
    if not reminders:
        rows.sort(key=lambda row: row.claim.payer.name)
    return {
        "on": seen.on,
        "claims": [open_claim(row.item, seen) for row in rows if row.item],
        "payers": [
            payer_dues(dues) for dues in (seen.to_remind if reminders else seen.dues)
        ],
    }


def _tell_reminders(seen: Outstanding, language: str) -> None:
    """Whom to remind of what, or that nobody is to be."""
    if any(dues.reminders for dues in seen.to_remind):
        groups = [(dues, dues.reminders) for dues in seen.to_remind]
        found = [(dues, c) for dues in seen.to_remind for c in dues.credits]
        table = for_people(reminders_table(groups, with_sums=True))
        click.echo(f"{_seen_from(seen.on, language)}\n")
        click.echo(text_of(table, language))
        if found:
            click.echo(f"\n{text_of(credits_table(found), language)}")
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
