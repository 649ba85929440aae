"""The command that does many regions at once: batch."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.anywhere import LANGUAGE
from fellesbok.batch.engines import DASK
from fellesbok.batch.engines import ENGINES
from fellesbok.batch.engines import PROCESSES
from fellesbok.batch.engines import Engine
from fellesbok.batch.found_regions import RECORD
from fellesbok.batch.found_regions import folders_named
from fellesbok.batch.region_output import CERTIFIED
from fellesbok.batch.region_output import FORMS
from fellesbok.batch.region_output import LAST
from fellesbok.batch.tables import REASON
from fellesbok.batch.tables import outcomes_table
from fellesbok.batch.whole_run import Asked
from fellesbok.batch.whole_run import carry_out
from fellesbok.errors import InWordsError
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.text import text_of
from fellesbok.terminal import Whole
from fellesbok.terminal import misused
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from fellesbok.batch.whole_run import Run

SECONDS = 1800
"""Half an hour: a region of 100 000 vouchers takes some minutes."""


@click.command("batch")
@LANGUAGE
@click.argument(
    "folders",
    metavar="MAPPE…",
    nargs=-1,
    required=True,
)
@click.option(
    "--output",
    metavar="MAPPE",
    type=click.Path(path_type=Path),
    required=True,
    help="Mappen som skrives: ny, tom, eller en tidligere kjøring.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=FORMS[0],
    show_default=True,
    help="Filene til tabellene.",
)
@click.option(
    "--certify",
    type=click.Choice(CERTIFIED),
    default=LAST,
    show_default=True,
    help="Sertifikater for ingen år, det siste som er fordelt, eller alle.",
)
@click.option(
    "--currency",
    metavar="VALUTA",
    default="NOK",
    show_default=True,
    help="Valutaen i avtalene; en region med en annen blir ikke skrevet.",
)
@click.option(
    "--workers",
    metavar="ANTALL",
    type=Whole(min=1),
    default=None,
    help="Hvor mange regioner om gangen; ellers én for hver kjerne i maskinen.",
)
@click.option(
    "--timeout",
    metavar="SEKUNDER",
    type=Whole(min=1),
    default=SECONDS,
    show_default=True,
    help="Det lengste en region får ta.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=PROCESSES,
    show_default=True,
    help="Kjernene i denne maskinen, eller Dask.",
)
@click.option(
    "--scheduler",
    metavar="ADRESSE",
    default=None,
    help="Dask som kjører fra før: tcp://vert:8786. Ellers startes en her.",
)
def batch_command(  # noqa: PLR0913, PLR0917 -- one for each option
    folders: tuple[str, ...],
    language: str,
    output: Path,
    form: str,
    certify: str,
    currency: str,
    workers: int | None,
    timeout: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """Les, kontroller, eksporter og sertifiser bøkene i hver MAPPE, side om side.

    En region som ikke går, stanser ingen og blir listet. Kjør kommandoen på nytt for å
    fortsette: regioner som er ferdige og uendret, gjøres ikke om igjen.
    """
    if scheduler is not None and engine != DASK:
        misused(Text("--scheduler er for --engine dask."))
    by = Engine(engine, workers or os.cpu_count() or 1, scheduler)
    asked = Asked(output, form, certify, currency, timeout, by, language)
    try:
        named = folders_named(folders)
        with click.progressbar(
            length=len(named),
            label=say(Text("Regioner"), language),
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
            item_show_func=lambda name: name,
            show_pos=True,
        ) as bar:
            run = carry_out(named, asked, lambda name: bar.update(1, name))
    except InWordsError as error:
        stop(error.text, language)
    _tell(run, output, language)
    if not run.is_whole:
        raise SystemExit(1)


def _tell(run: Run, output: Path, language: str) -> None:
    """What became of the regions, and of what an earlier run had left."""
    table = outcomes_table(run.outcomes)
    click.echo(text_of(table, language, below=(REASON,)))
    click.echo()
    if not run.is_put:
        text = Text(
            "Ingen region kunne skrives. {path} er slik en tidligere kjøring lot den.",
            path=str(output),
        )
        tell_text(text, language)
        return
    written = [each for each in run.outcomes if each.is_written]
    text = Text(
        "{written} av {all} regioner er i {path}; {kept} av dem var uendret fra før."
        " Alt står i {record}.",
        written=len(written),
        all=len(run.outcomes),
        path=str(output),
        kept=sum(each.is_kept for each in written),
        record=str(output / RECORD),
    )
    tell_text(text, language)
    if run.removed:
        text = Text(
            "Tatt bort, fordi de ikke er med lenger: {names}.",
            names=", ".join(run.removed),
        )
        tell_text(text, language)
    if run.left:
        text = Text(
            "Regioner som er endret etter at de ble skrevet, ligger der ennå, og er med"
            " i det som leses uten views.sql: {names}. Flytt dem.",
            names=", ".join(run.left),
        )
        warn([text], language)
