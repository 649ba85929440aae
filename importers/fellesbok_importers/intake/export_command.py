"""The command that writes the books out: ``fellesbok export``.

It lives with the intake because what it writes is what the intake reads back: the words
of the two formats stand in one place.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import held
from fellesbok.filing.folder import load
from fellesbok.filing.outside import put_beside
from fellesbok.filing.outside import refuse_books
from fellesbok.messages import Text
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import Whole
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import form_option
from fellesbok.terminal import is_wanted
from fellesbok.terminal import main_file
from fellesbok.terminal import output_file
from fellesbok.terminal import tell_left_out
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.csv_lines import csv_of
from fellesbok_importers.export.saft_file import saft_of
from fellesbok_importers.intake.commands import told
from fellesbok_importers.vouchers.movers import corrected_in

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from fellesbok.filing.folder import Books
    from fellesbok_importers.export.booked_year import Export


@click.command("export")
@common_options
@click.argument("year", type=Whole(1970, 2100), metavar="ÅR")
@form_option("SAF-T Regnskap 1.30, eller CSV.", "saft", "csv")
@output_file("Filen som skrives; ellers kommer alt på skjermen.")
@click.option(
    "--cooperation", metavar="SAMARBEID", help="Bare bilag som angår dette samarbeidet."
)
@day_option("--on", "Datoen eksporten får; ellers årets siste dag.")
@DRY_RUN
@click.option("--yes", is_flag=True, help="Skriv over en fil uten å spørre.")
def export_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    form: str,
    output: Path | None,
    cooperation: str | None,
    day: date | None,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Skriv alle bilag i ÅR, slik at et annet system kan lese dem.

    Tabellene til Power BI, Excel, DuckDB og Spark skrives av «fellesbok tables».
    """
    main = main_file(books, language)
    with told(language):
        before = None if output is None else held(output)
        loaded = load(main)
        tell_left_out(loaded.forgotten, language)
        export = collect(loaded, year, day, cooperation)
        for slug in export.closed:
            _tell_closed(export, slug, language)
        _tell_corrections(export, corrected_in(loaded.entries, year), language)
        content = csv_of(export) if form == "csv" else saft_of(export)
        if dry_run or output is not None:
            _tell(export, language)
        if dry_run:
            return
        if output is None:
            click.echo(content, nl=False)
            return
        refuse_books([output], loaded)
        if yes or before is None or _overwrite(output, language):
            _write(output, content, before, loaded)
            tell_text(Text("Skrev {path}.", path=str(output)), language)


def _tell(export: Export, language: str) -> None:
    """How much it is, and how much of it the books have calculated."""
    made = sum(record.generated for record in export.records)
    text = Text(
        "{year}: {count} bilag, hvorav {made} er regnet ut av avtalene.",
        year=export.year,
        count=len(export.records),
        made=made,
    )
    tell_text(text, language)


def _tell_closed(export: Export, slug: str, language: str) -> None:
    """A closing comes with its basis, which no export has room for."""
    text = Text(
        "{cooperation} {year} er avsluttet. Avslutningen følger ikke med: der eksporten"
        " leses inn, regnes året ut på nytt, med det som er kommet etterpå.",
        cooperation=export.agreement.cooperations[slug].title,
        year=export.year,
    )
    warn([text], language)


def _tell_corrections(
    export: Export, found: dict[str, list[Decimal]], language: str
) -> None:
    """What a closing has led to stands on a closing, which does not come along."""
    for slug, cooperation in export.agreement.cooperations.items():
        if export.cooperation is not None and export.cooperation.slug != slug:
            continue
        ours = found.get(cooperation.account)
        if not ours:
            continue
        text = Text(
            "{cooperation} {year} har {count} korreksjoner av avsluttede år, {amount}"
            " kr. De følger ikke med: der eksporten leses inn, står beløpene på året de"
            " gjelder.",
            cooperation=cooperation.title,
            year=export.year,
            count=len(ours),
            amount=sum(ours, Decimal(0)),
        )
        warn([text], language)


def _overwrite(path: Path, language: str) -> bool:
    question = Text("{path} finnes fra før. Skal den skrives over?", path=str(path))
    return is_wanted(question, language)


def _write(path: Path, content: bytes, before: bytes | None, books: Books) -> None:
    """Write the file whole or not at all.

    Raises:
        CannotFileError: There is no such folder, or the file or the books are not what
            they were when the command began.
    """
    if not path.parent.is_dir():
        text = Text("Mappen {folder} finnes ikke.", folder=str(path.parent))
        raise CannotFileError(text)
    put_beside(path, content, before, books)
