"""Commands about money that is not a share: grants, deadlines, funds."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.deadline_tables import NARROW
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import deadlines
from fellesbok.agreement.deadlines import deadlines_from
from fellesbok.agreement.deadlines import in_order
from fellesbok.agreement.deadlines import of_duration
from fellesbok.agreement.for_programs import told_deadline
from fellesbok.books import filed_books
from fellesbok.claims.answer_deadlines import answer_deadlines
from fellesbok.cli.calendar_file import calendar_bytes
from fellesbok.cli.common import seen_from
from fellesbok.cli.grants_text import grants_text
from fellesbok.cli.loaded import usable
from fellesbok.entries.days import last_year
from fellesbok.funds.history import fund_history
from fellesbok.funds.records import owned_funds
from fellesbok.funds.tables import every_owner_table
from fellesbok.funds.tables import owners_table
from fellesbok.grants.for_programs import grant_clocks
from fellesbok.grants.for_programs import told_warning
from fellesbok.grants.records import grants_on
from fellesbok.grants.tables import every_year_table
from fellesbok.grants.warnings import DAYS
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.objections import objections_on
from fellesbok.report.write import CannotWriteError
from fellesbok.report.write import check_target
from fellesbok.report.write import write
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import Whole
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import output_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.deadlines import Due
    from fellesbok.tables import Table

CALENDAR = "ics"
MUST_BE_DONE = {DeadlineKind.FINAL_REPORT, DeadlineKind.OTHER, DeadlineKind.REVIEW}
ALARM_DAYS = 14
MOST_DAYS = 36_500


@click.command("grants")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR", required=False)
@day_option("--on", "Dagen det ses fra (2018-12-31); ellers siste dag i året.")
@click.option(
    "--days",
    metavar="DAGER",
    type=Whole(0, MOST_DAYS),
    default=DAYS,
    show_default=True,
    help="Varsle om frister så mange dager fram.",
)
@FORMAT
def grants_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int | None,
    day: date | None,
    days: int,
    form: str,
) -> None:
    """Vis tilskuddene: opptjent, mottatt, til gode og ubrukt, og det som haster."""
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    if day is None:
        day = date(year or last_year(loaded.entries), 12, 31)
    rows = grants_on(loaded.entries, agreement, day, days)
    years = [y for row in rows for y in row.years if year in {None, y.year}]
    found = [warning for row in rows for warning in row.warnings]
    if form == "json":
        told = {
            "grants": list(grant_clocks(years, agreement)),
            "warnings": [told_warning(warning) for warning in found],
        }
        click.echo(json_of(told))
    elif form == "csv":
        table = every_year_table(years, agreement)
        tell_csv(table, language)
    elif not years and not found:
        tell_text(Text("Ingen tilskudd."), language)
    else:
        for line in grants_text(rows, year, agreement, day, language):
            click.echo(line)


@click.command("deadlines")
@common_options
@day_option(
    "--on",
    "Dagen det ses fra, og den første som er med (2019-01-01); ellers bøkenes"
    " siste dag, med alle frister i det året.",
)
@output_file("Skriv en kalenderfil (.ics) i stedet for en liste.")
@click.option(
    "--alarm-days",
    metavar="DAGER",
    type=Whole(0, MOST_DAYS),
    default=ALARM_DAYS,
    show_default=True,
    help="Påminnelse så mange dager før; 0 for ingen.",
)
@DRY_RUN
@FORMAT
def deadlines_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    day: date | None,
    output: Path | None,
    alarm_days: int,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    form: str,
) -> None:
    """Vis alle frister, eller skriv dem til en kalenderfil."""
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    seen = seen_from(loaded, day, language)
    year = last_year(loaded.entries)
    first = day or date(min(year, seen.year), 1, 1)
    until = max(year, first.year) + 1
    known = objections_on(loaded.entries, agreement, day or date.max)
    answers = answer_deadlines(known, loaded.entries, agreement)
    every = [
        *deadlines_from(agreement, first, until),
        *(due for due in answers if due.day >= first),
    ]
    found = in_order(due for due in every if due.is_open_on(seen))
    warn((*_beside(agreement, first, until), *_unanswered(answers, first)), language)
    if not found and form == "csv":
        text = _none(first, seen)
        click.echo(say(text, language), err=True)
    table = deadlines_table(found, agreement, seen)
    if form == "json":
        told = [told_deadline(due, agreement, seen) for due in found]
        click.echo(json_of({"on": seen, "from": first, "deadlines": told}))
    elif form == "csv":
        tell_csv(table, language)
    elif found:
        tell_text(Text("Sett fra {day}.", day=seen), language)
        click.echo(f"\n{text_of(table.narrowed(NARROW), language)}")
    else:
        tell_text(_none(first, seen), language)
    if not found:
        return
    if output is None or dry_run:
        return
    content = calendar_bytes(
        found, region=agreement.region, alarm_days=alarm_days, language=language
    )
    try:
        before = check_target(output, CALENDAR)
        write(output, content, filed_books(loaded, loaded.settled), before)
    except CannotWriteError as error:
        stop(error.text, language)
    tell_text(
        Text("Skrev {path}: {count} frister.", path=str(output), count=len(found)),
        language,
    )


def _none(first: date, seen: date) -> Text:
    return Text("Ingen frister fra {day}, sett fra {seen}.", day=first, seen=seen)


def _beside(agreement: Agreement, first: date, until: int) -> Iterator[Text]:
    """What is not listed: what was not done in time, and terms that have no end."""
    of_agreements = map(of_duration, agreement.cooperations.values())
    late = [
        due
        for due in (*deadlines(agreement), *chain.from_iterable(of_agreements))
        if due.day < first and due.done is None and due.kind in MUST_BE_DONE
    ]
    for due in late:
        yield Text(
            "{title}: fristen {day} ({text}) er over, og avtalen sier ikke at det er"
            " gjort.",
            title=due.title,
            day=due.day,
            text=due.text,
        )
    endless = [
        cooperation.title
        for cooperation in agreement.cooperations.values()
        for version in cooperation.versions
        if version.last_day == date.max and version.claims.advance is not None
    ]
    if endless:
        yield Text(
            "Avtaler uten sluttdag er vist til og med {year}: {cooperations}.",
            year=until,
            cooperations=", ".join(endless),
        )


def _unanswered(answers: Iterable[Due], first: date) -> Iterator[Text]:
    """The objections that were to be answered before what is listed, and are open."""
    for due in answers:
        if due.day < first:
            yield Text(
                "{source}: fristen {day} for å svare er over, og den har ikke noe"
                " utfall.",
                source=due.source,
                day=due.day,
            )


@click.command("funds")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR", required=False)
@FORMAT
def funds_command(books: Path, language: str, year: int | None, form: str) -> None:
    """Vis fondene: hvem som eier dem, og hva som er avsatt, brukt og utbetalt."""
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    funds = owned_funds(loaded.entries, agreement, year)
    if form == "json":
        click.echo(json_of(fund_history(loaded.entries, agreement, year)))
    elif form == "csv":
        table = every_owner_table(funds)
        tell_csv(table, language)
    elif funds:
        tables = [owners_table(fund) for fund in funds]
        click.echo("\n\n".join(_told(table, language) for table in tables))
    else:
        tell_text(Text("Ingen fond."), language)


def _told(table: Table, language: str) -> str:
    """A table with its title above it and its note below it."""
    parts = (say(table.title, language), text_of(table, language))
    return "\n".join((*parts, say(table.note, language)))
