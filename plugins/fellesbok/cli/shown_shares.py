"""The command that tells what each owes each cooperation: shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.agreement.readable_account import table_in_words
from fellesbok.claims.objected_for_programs import allocations
from fellesbok.claims.objected_for_programs import corrections
from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shown_shares
from fellesbok.claims.owed import owed
from fellesbok.cli.loaded import usable
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.objections.tables import SENTENCES
from fellesbok.sharing import statement
from fellesbok.sharing.tables import REASON
from fellesbok.sharing.tables import WITH_PARTS
from fellesbok.sharing.tables import WITHOUT_PARTS
from fellesbok.sharing.tables import corrections_table
from fellesbok.sharing.tables import every_share_table
from fellesbok.sharing.tables import shares_table
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import misused
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.sharing.statement import Correction
    from fellesbok.sharing.statement import Share
    from fellesbok.tables import Table


@click.command("shares")
@common_options
@click.argument("year", type=YEAR, metavar="[ÅR]", required=False)
@click.option(
    "--year",
    "asked",
    type=YEAR,
    metavar="ÅR",
    help="Det samme som ÅR; uten noe av det vises alle år.",
)
@FORMAT
def shares_command(
    books: Path, language: str, year: int | None, asked: int | None, form: str
) -> None:
    """Vis hva hver kommune skylder hvert samarbeid for ÅR (ellers alle), og hvorfor."""
    if year is not None and asked is not None and year != asked:
        text = Text(
            "Året er oppgitt to ganger: {one} og {other}.", one=year, other=asked
        )
        misused(text)
    year = asked if year is None else year
    loaded = usable(books, language)
    entries, agreement = loaded.entries, loaded.settled.agreement
    if form == "json":
        told = allocations(entries, agreement, entries, year)
        since = corrections(entries, agreement, entries, year)
        click.echo(json_of([*told, *since]))
        return
    rows = statement.shares(entries, year)
    corrected = statement.corrections(entries, year)
    shown = shown_shares(rows, corrected)
    if form == "csv":
        table = every_share_table(rows, corrected).narrowed(WITH_PARTS)
        marked = objected_shares(entries, agreement).marked(table, shown)
        tell_csv(table_in_words(marked, agreement), language)
    elif rows or corrected:
        texts = _shares_text(rows, corrected, agreement, language)
        click.echo("\n\n".join(texts))
        tell_objections(objected_shares(entries, agreement).table(shown), language)
    else:
        tell_text(Text("Ingenting er fordelt."), language)


def tell_objections(tables: Sequence[Table], language: str) -> None:
    """The objections to shares that are shown, below them."""
    for table in tables:
        click.echo(f"\n{say(table.title, language)}\n")
        click.echo(text_of(table, language, below=SENTENCES))


def _shares_text(
    rows: Sequence[Share],
    corrected: Sequence[Correction],
    agreement: Agreement,
    language: str,
) -> Iterator[str]:
    """Shares, and what closed years would be now, of which there may be one alone.

    Of one year it is told in a sentence what each payer is to pay.
    """
    if rows:
        yield text_of(shares_table(rows, agreement).narrowed(WITHOUT_PARTS), language)
    years = {str(share.day.year) for share in rows}
    if len(years) == 1:
        (year,) = years
        charged = {share.municipality for share in rows}
        found = [owed(p, year, rows) for p in agreement.payers if p.name in charged]
        found.sort(key=lambda each: each.payer.name)
        yield "\n".join(say(each.shared, language) for each in found)
    if corrected:
        table = table_in_words(corrections_table(corrected, agreement), agreement)
        yield say(table.title, language)
        yield text_of(table, language, below=(REASON.name,))
