"""The command that makes the next year ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.deadline_tables import NARROW
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import deadlines_from
from fellesbok.agreement.deadlines import in_order
from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.agreement.readable_account import table_in_words
from fellesbok.agreement.year_gaps import gaps
from fellesbok.agreement.year_gaps import missing_figures
from fellesbok.books import filed_books
from fellesbok.claims.answer_deadlines import answer_deadlines
from fellesbok.cli.common import asked_for
from fellesbok.cli.common import percentage
from fellesbok.cli.common import tidied
from fellesbok.cli.loaded import usable
from fellesbok.cli.population import fetch_population
from fellesbok.closing.opens_with import opening_of
from fellesbok.entries.tables import LACKING
from fellesbok.filing.adding import write_together
from fellesbok.filing.listing import INTAKE
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.starting.new_year import CannotBeginError
from fellesbok.starting.new_year import new_year
from fellesbok.starting.year_tables import budget_table
from fellesbok.starting.year_tables import gaps_table
from fellesbok.starting.year_tables import opening_table
from fellesbok.starting.year_tables import rounding
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YEAR
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import unusable
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.books import Books
    from fellesbok.filing.several import Addition
    from fellesbok.starting.new_year import NewYear
    from fellesbok.tables import Table

MOST_PERCENT = 50
LEAST_PERCENT = -50
"""Beyond these it is the number of an index, as 103,5, and no percentage."""

NEW_YEAR = replace(
    INTAKE,
    busy=Text(
        "Noen andre skriver i bøkene akkurat nå, så året er ikke laget. Kjør kommandoen"
        " på nytt når de er ferdige."
    ),
    changed=Text(
        "Bøkene er endret siden året ble vist, så ingenting er skrevet. Kjør kommandoen"
        " på nytt."
    ),
)


def _percent(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Decimal | None:
    """A percentage as people write it: 3,5 or 3.5."""
    if value is None:
        return None
    found = percentage(value)
    if found is None or not LEAST_PERCENT <= found <= MOST_PERCENT:
        text = Text(
            "«{value}» er ikke en prosentsats fra −50 til 50. Skriv den slik: 3,5; det"
            " er prisindeksen 103,5.",
            value=value,
        )
        unusable(text)
    return found


@click.command("year")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--index",
    metavar="PROSENT",
    callback=_percent,
    help="Så mange prosent legges til budsjettet fra året før (3,5).",
)
@click.option(
    "--fetch", is_flag=True, help="Hent først de tallene fra SSB som året mangler."
)
@DRY_RUN
@YES
def year_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    index: Decimal | None,
    fetch: bool,  # noqa: FBT001 -- click passes it by name
    dry_run: bool,  # noqa: FBT001 -- likewise
    yes: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Gjør ÅR klart etter året før: filer, kontoer, budsjett, og det som mangler."""
    tidied(books, NEW_YEAR, language)
    loaded = _sound(books, language)
    if fetch:
        for of in _to_fetch(loaded.settled.agreement, year):
            _fetch(books, language, of, dry_run=dry_run)
        loaded = _sound(books, language)
    filed = filed_books(loaded, loaded.settled)
    closed = {c.cooperation.account for c in loaded.settled.closed if c.year == year}
    try:
        made = new_year(filed, year, index, closed, is_asked=not yes)
    except CannotBeginError as error:
        stop(error.text, language)
    _show(made, loaded.settled.agreement, language)
    warn(made.told, language)
    _show_state(loaded, year, language, is_fetched=fetch)
    if not made.additions:
        tell_text(Text("Alt for {year} er på plass.", year=year), language)
        return
    question = Text("Skrive {count} filer?", count=len(made.additions))
    if asked_for(question, language, dry_run=dry_run, yes=yes):
        write_together(filed, made.additions, NEW_YEAR)
        for each in made.additions:
            path = str(loaded.main.parent / each.name)
            tell_text(Text("Skrev {path}.", path=path), language)


def _sound(books: Path, language: str) -> Books:
    """The books, which have no errors."""
    loaded = usable(books, language)
    if loaded.errors:
        stop(Text("Rett feilene før det nye året lages."), language)
    return loaded


def _show(made: NewYear, agreement: Agreement, language: str) -> None:
    """What would be written, file by file, and the budget side by side."""
    for each in made.additions:
        _show_addition(each, language)
    if made.budget:
        budget = table_in_words(budget_table(made.budget, made.year), agreement)
        click.echo(text_of(budget, language))
        rounded = rounding(made.budget)
        if rounded is not None:
            tell_text(rounded, language)
        click.echo()


def _show_addition(each: Addition, language: str) -> None:
    kind = Text("{name} (ny)", name=each.name)
    if each.before is not None:
        kind = Text("{name} (tillegg)", name=each.name)
    if not each.added:
        kind = Text("{name} (tas inn som den er)", name=each.name)
    tell_text(kind, language)
    for line in each.added.decode().splitlines():
        click.echo(f"+ {line}".rstrip())
    click.echo()


def _show_state(loaded: Books, year: int, language: str, *, is_fetched: bool) -> None:
    """What the year lacks, its deadlines, and what it opens with."""
    agreement = loaded.settled.agreement
    lacks = gaps_table(gaps(agreement, year), missing_figures(agreement, year))
    _show_table(lacks, text_of(lacks, language, below=[LACKING.name]), language)
    if not is_fetched and _to_fetch(agreement, year):
        text = Text(
            "Folketall som er utgitt, hentes med «fellesbok year {year} --fetch».",
            year=year,
        )
        tell_text(text, language)
        click.echo()
    first = date(year, 1, 1)
    known = objections(loaded.entries, agreement)
    answers = answer_deadlines(known, loaded.entries, agreement)
    every = in_order((*deadlines_from(agreement, first, year), *answers))
    due = [d for d in every if d.day.year == year]
    dues = deadlines_table(due, agreement, first).narrowed(NARROW)
    _show_table(dues, text_of(dues, language), language)
    found = opening_table(opening_of(loaded.entries, agreement, year))
    opens = table_in_words(found, agreement)
    _show_table(opens, text_of(opens, language), language)


def _show_table(table: Table, text: str, language: str) -> None:
    if table.lines:
        tell_text(Text("{title}:", title=table.title), language)
        click.echo(f"{text}\n")


def _to_fetch(agreement: Agreement, year: int) -> list[int]:
    """The years whose population on 1 January the keys ask for, and that lack."""
    missing = missing_figures(agreement, year)
    days = [m.day for m in missing if m.statistic == POPULATION]
    return sorted({day.year for day in days if (day.month, day.day) == (1, 1)})


def _fetch(books: Path, language: str, year: int, *, dry_run: bool) -> None:
    """Ask for a year's figures; where they do not come, the year is made without."""
    if not fetch_population(books, language, (str(year),), dry_run=dry_run):
        warn([Text("Tallene for {year} er ikke hentet.", year=year)], language)
