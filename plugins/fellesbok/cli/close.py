"""The command that closes a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.lacking import approvals_behind
from fellesbok.approvals.lacking import lacking_of
from fellesbok.approvals.lacking import told
from fellesbok.approvals.lacking import unread_documents
from fellesbok.approvals.lacking import whole_year
from fellesbok.books import filed_books
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.cli.common import ask_and_write
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import tidied
from fellesbok.cli.held import closing_waits
from fellesbok.cli.held import stops_all
from fellesbok.cli.inbox import INBOX
from fellesbok.cli.inbox import what_waits
from fellesbok.cli.loaded import usable
from fellesbok.closing.in_short import closing_in_short
from fellesbok.closing.writing import CannotCloseError
from fellesbok.closing.writing import Closing
from fellesbok.closing.writing import close_year
from fellesbok.compare.records import YearOf
from fellesbok.compare.since_last import since_fixed
from fellesbok.compare.tables import since_table
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.listing import Listing
from fellesbok.filing.writing import Filing
from fellesbok.filing.writing import Paper
from fellesbok.messages import Text
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YEAR
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.books import Books
    from fellesbok.entries.records import Entries


CLOSED = Listing(
    "avsluttet",
    "; Avsluttede år, slik de ble fastsatt. Skrives av «fellesbok close».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er avsluttet. Kjør"
        " kommandoen på nytt når de er ferdige."
    ),
    Text(
        "Bøkene er endret siden avslutningen ble vist, så ingenting er avsluttet. Kjør"
        " kommandoen på nytt."
    ),
)


@click.command("close")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--cooperation",
    "names",
    multiple=True,
    metavar="SAMARBEID",
    help="Bare dette samarbeidet (kan gjentas); ellers alle som er åpne.",
)
@day_option("--date", "Datoen for avslutningen; ellers 31. desember i året.")
@INBOX
@DRY_RUN
@YES
def close_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    names: tuple[str, ...],
    day: date | None,
    inbox: Path | None,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Avslutt ÅR: fastsett det hver skal betale, så sene bilag blir korreksjoner."""
    tidied(books, CLOSED, language)
    loaded = usable(books, language)
    if stops_all(loaded):
        text = Text("Rett feilene før året avsluttes.")
        stop(text, language)
    agreement = loaded.settled.agreement
    wanted = (cooperation_named(agreement, name, language) for name in names)
    slugs = [cooperation.slug for cooperation in wanted if cooperation]
    for text in closing_waits(loaded, year, slugs):
        stop(text, language)
    closed_on = date(year, 12, 31) if day is None else day
    try:
        folder = filed_books(loaded, loaded.settled)
        waiting = what_waits(inbox, loaded, language)
        found = close_year(
            folder.entries, loaded.settled, year, closed_on, slugs, waiting
        )
        for closing in found:
            warn(_lacking(closing, folder.entries, agreement), language)
            tell_text(closing_in_short(closing), language)
        _tell_since(found, loaded, language)
        ask_and_write(
            Filing(
                folder,
                tuple(
                    Paper(name, content, c.account)
                    for c in found
                    for name, content in c.files.items()
                ),
                closed_on,
                f"avsluttet-{year}",
                tuple(line for c in found for line in c.directives),
                CLOSED,
            ),
            Text("Avslutte {year} for {count} samarbeid?", year=year, count=len(found)),
            language,
            dry_run=dry_run,
            yes=yes,
        )
    except (CannotCloseError, CannotFileError) as error:
        stop(error.text, language)


def _tell_since(found: Sequence[Closing], loaded: Books, language: str) -> None:
    """What is fixed, against what was claimed of it before."""
    agreement = loaded.settled.agreement
    years = [YearOf(c.year.cooperation.slug, c.year.year) for c in found]
    accounts = share_accounts(loaded.entries, agreement)
    since = since_fixed(accounts, years, agreement)
    if since:
        title = Text("Siden sist: krevd før, og slik året fastsettes")
        tell_text(title, language)
        click.echo(text_of(since_table(since, title), language))


def _lacking(
    closing: Closing, entries: Entries, agreement: Agreement
) -> Iterator[Text]:
    """What lacks attestation, where the agreement lets the year be closed anyway."""
    slug, rests_on = closing.year.cooperation.slug, [whole_year(closing.year.year)]
    behind = approvals_behind(entries, agreement, slug, rests_on)
    found, is_stopped = lacking_of(behind, Step.CLOSE)
    yield from told(found, is_stopped=is_stopped)
    yield from unread_documents(behind)
