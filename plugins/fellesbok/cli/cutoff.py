"""The command that lists what a year lacks."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from fellesbok.accruals.cutoff import Awaited
from fellesbok.accruals.cutoff import cutoff
from fellesbok.cli.common import YEAR
from fellesbok.cli.common import common_options
from fellesbok.cli.common import format_option
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.cli.common import written_day
from fellesbok.cli.places import relative_path
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.accruals.cutoff import Lacking

AWAITED = {
    Awaited.INVOICE: Text("faktura"),
    Awaited.REFUND: Text("refusjonskrav"),
    Awaited.REPORT: Text("rapport"),
}
HEADINGS = (
    Text("Samarbeid"),
    Text("Mangler"),
    Text("Fra hvem"),
    Text("Hva"),
    Text("Siden"),
    Text("Dager"),
    Text("Beløp"),
    Text("Kilde"),
    Text("Sted"),
)
NOT_STATED = Text("ikke oppgitt")


@click.command("cutoff")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--on",
    "day",
    metavar="DATO",
    callback=written_day,
    help="Dagen det ses fra; ellers årets siste dag.",
)
@format_option
def cutoff_command(
    books: Path, language: str, year: int, day: date | None, form: str
) -> None:
    """Vis det ÅR mangler: fakturaer, refusjonskrav og rapporter, og siden når."""
    loaded = usable(books, language)
    on = date(year, 12, 31) if day is None else day
    found = cutoff(loaded.entries, loaded.settled.agreement, year, on)
    if form == "json":
        click.echo(_json(found))
    elif form == "csv":
        rows = [_cells(row, language, grouped=False) for row in found]
        click.echo(csv_text([_headings(language), *rows]), nl=False)
    elif found:
        for line in _lines(found, language):
            click.echo(line)
        tell_text(_sum(found, on), language)
    else:
        tell_text(Text("Ingenting mangler per {day}.", day=on), language)


def _lines(found: Sequence[Lacking], language: str) -> Iterator[str]:
    """A table, and under each row what it is about and where that is written."""
    cells = [_cells(row, language, grouped=True) for row in found]
    rows = [[*row[:3], *row[4:7]] for row in [_headings(language), *cells]]
    heading, rule, *lines = text_table(rows, right={4, 5}).splitlines()
    yield from (heading, rule)
    for line, row in zip(lines, cells, strict=True):
        yield line
        yield from (f"    {part}" for part in (row[3], row[7], row[8]) if part)


def _headings(language: str) -> list[str]:
    return [say(name, language) for name in HEADINGS]


def _cells(row: Lacking, language: str, *, grouped: bool) -> list[str]:
    """One row; the amount says whether it is stated."""
    amount = say(NOT_STATED, language)
    if row.amount is not None:
        plain = str(row.amount).replace(".", ",")
        amount = show(row.amount, language) if grouped else plain
    source = Text("linje {line}: «{quote}»", line=row.source, quote=row.quote)
    return [
        row.cooperation.title,
        say(AWAITED[row.awaited], language),
        row.sender or say(NOT_STATED, language),
        row.text,
        show(row.since, language),
        str(row.days),
        amount,
        say(source, language) if row.source else "",
        f"{relative_path(row.place[0])}:{row.place[1]}",
    ]


def _sum(found: Sequence[Lacking], on: date) -> Text:
    stated = [row.amount for row in found if row.amount is not None]
    return Text(
        "{count} mangler per {day}: {amount} kr er oppgitt, {unknown} er uten beløp.",
        count=len(found),
        day=on,
        amount=sum(stated, Decimal("0.00")),
        unknown=len(found) - len(stated),
    )


def _json(found: Sequence[Lacking]) -> str:
    """For programs: English names, exact amounts as text."""
    return json.dumps(
        [
            {
                "cooperation": row.cooperation.slug,
                "awaited": row.awaited.name.lower(),
                "sender": row.sender or None,
                "text": row.text,
                "since": row.since.isoformat(),
                "days": row.days,
                "amount": None if row.amount is None else str(row.amount),
                "source_line": row.source or None,
                "quote": row.quote or None,
                "file": row.place[0],
                "line": row.place[1],
            }
            for row in found
        ],
        ensure_ascii=False,
        indent=2,
    )
