"""The command that writes the joint report."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.books import filed_books
from fellesbok.cli.common import payer_named
from fellesbok.cli.from_here import fault_line
from fellesbok.cli.loaded import usable
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.report import build_report
from fellesbok.report import build_report_for
from fellesbok.report.write import FORMATS
from fellesbok.report.write import CannotWriteError
from fellesbok.report.write import check_target
from fellesbok.report.write import default_name
from fellesbok.report.write import rendered
from fellesbok.report.write import write
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import unusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement import Payer


@click.command("report")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Nettside i én fil, PDF, regneark eller Markdown; ellers det filnavnet sier.",
)
@click.option(
    "--output",
    metavar="STI",
    type=click.Path(path_type=Path),
    help="Fila som skrives; ellers samlet-rapportering-ÅR i denne mappen.",
)
@click.option(
    "--fava",
    default="",
    metavar="ADRESSE",
    help="Lenk også til bøkene i Fava, for eksempel http://localhost:5000/nord-troms.",
    callback=lambda _context, _option, value: _web_address(value),
)
@click.option(
    "--municipality",
    metavar="KOMMUNE",
    help="Rapporten for en kommune: bare det den deltar i, og ikke de andres tall.",
)
@click.option(
    "--appendices",
    is_flag=True,
    help="Ta med vedleggene bakerst i PDF-en: hver andel forklart, bilag og kilder.",
)
@day_option(
    "--on",
    "Krav, betalinger og frister sett fra denne dagen (2019-03-31); ellers den"
    " siste dagen det er skrevet noe om årets krav, tidligst 31. desember.",
)
def report_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    form: str | None,
    output: Path | None,
    fava: str,
    municipality: str | None,
    appendices: bool,  # noqa: FBT001 -- click gives it by name
    day: date | None,
) -> None:
    """Skriv den samlede rapporten for ÅR, eller rapporten for en kommune."""
    form = form or _form_of(output)
    if appendices and form != "pdf":
        text = Text(
            "--appendices gjelder PDF. Nettsiden har alltid vedleggene med, og regneark"
            " og Markdown har ingen."
        )
        stop(text, language)
    try:
        # What is written over is what stood there when the command began.
        known = output or (default_name(year, form) if municipality is None else None)
        before = check_target(known, form) if known else None
        loaded = usable(books, language)
        payer = None
        if municipality is not None:
            payer = payer_named(loaded.settled.agreement, municipality, language)
        path = known or default_name(year, form, payer.slug if payer else "")
        before = check_target(path, form) if known is None else before
        if payer is None:
            report, faults = build_report(loaded, loaded.settled, year, day)
        else:
            report, faults = build_report_for(loaded, payer, year, day)
        for fault in faults:
            click.echo(fault_line(fault, language), err=True)
        if not report.pages:
            stop(_nothing(payer, year), language)
        filed = filed_books(loaded, loaded.settled)
        with _told_to_wait(form, language):
            made = rendered(report, form, language, fava, appendices=appendices)
        write(path, made, filed, before)
    except CannotWriteError as error:
        stop(error.text, language)
    tell_text(
        Text(
            "Skrev {path}: {count} samarbeid og prosjekt, {findings} funn.",
            path=str(path),
            count=len(report.pages),
            findings=len(report.findings),
        ),
        language,
    )


@contextmanager
def _told_to_wait(form: str, language: str) -> Iterator[None]:
    """A line on the screen while a PDF is laid out, which takes some seconds."""
    if form != "pdf" or not sys.stderr.isatty():
        yield
        return
    told = say(Text("Setter opp sidene i PDF-en …"), language)
    click.echo(told, err=True, nl=False)
    try:
        yield
    finally:
        click.echo(f"\r{' ' * len(told)}\r", err=True, nl=False)


def _form_of(output: Path | None) -> str:
    """What the name of a file says that it is; a page where it says nothing known."""
    ending = "" if output is None else output.suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else "html"


def _nothing(payer: Payer | None, year: int) -> Text:
    """Why there is no report."""
    if payer is None:
        return Text("Ingen samarbeid har en avtale som gjelder i {year}.", year=year)
    return Text(
        "{payer} deltar ikke i noe samarbeid i {year}.", payer=payer.name, year=year
    )


def _web_address(written: str) -> str:
    """An address that a browser opens, or nothing."""
    if written and not written.startswith(("http://", "https://")):
        unusable(
            Text(
                "«{written}» begynner ikke med http:// eller https://.", written=written
            )
        )
    return written
