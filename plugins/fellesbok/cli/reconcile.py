"""The command that holds a municipality's own books against what it was claimed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.books import filed_books
from fellesbok.claim_documents.letter import Letter
from fellesbok.claim_documents.letter import letter_pdf
from fellesbok.claim_documents.paper import party_of
from fellesbok.claims.held_against import hosts_of
from fellesbok.cli.common import payer_named
from fellesbok.cli.common import seen_from
from fellesbok.cli.loaded import usable
from fellesbok.cli.reconcile_reading import Asked
from fellesbok.cli.reconcile_reading import held_together
from fellesbok.cli.reconcile_reading import read_theirs
from fellesbok.entries.tables import OBJECTION
from fellesbok.filing.folder import held
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_beside
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.pdf import NoPdfError
from fellesbok.reconciling.for_programs import held_year
from fellesbok.reconciling.picking import ARTS
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.tables import lines_table
from fellesbok.reconciling.tables import sums_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.tables.xlsx_file import xlsx_of
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import form_option
from fellesbok.terminal import misused
from fellesbok.terminal import output_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import unusable
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.reconciling import Reconciliation
    from fellesbok.reconciling import TheirBooks

FORMATS = ("text", "csv", "json", "xlsx", "pdf")
IN_TERMINAL = {
    *("outcome", "claim", "our_day", "ours", "voucher", "row", "their_day", "art"),
    *("theirs", "difference", "basis", "remark", "objection"),
}
ANSWER = Text("Svar på det som kan leses på flere måter, med --same RAD=KRAV.")
_ANSWER = re.compile(r"([1-9]\d{0,8})=(\S+)", re.ASCII)
_ART = re.compile(r"\d{3}", re.ASCII)


@click.command("reconcile")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--municipality", required=True, metavar="KOMMUNE", help="Kommunen filen er fra."
)
@click.option(
    "--profile",
    metavar="PROFIL",
    help="Profilen filen leses med; ellers den som kjenner filen.",
)
@click.option(
    "--art",
    "arts",
    metavar="ART",
    multiple=True,
    callback=lambda _context, _option, value: _arts(value),
    help="Artene som velger linjer; ellers 350, 380, 750 og 780.",
)
@click.option(
    "--payables",
    multiple=True,
    metavar="KONTO",
    help="Kontoen for leverandørgjeld, eller det den begynner med: betalingene holdes"
    " også opp mot hverandre.",
)
@click.option(
    "--same",
    "answers",
    multiple=True,
    metavar="RAD=KRAV",
    callback=lambda _context, _option, value: _answers(value),
    help="Kravet som en rad i filen gjelder, der den kan leses på flere måter.",
)
@day_option("--on", "Datoen på brevet.")
@form_option("Tabell, CSV, JSON, regneark, eller brev til kommunen (pdf).", *FORMATS)
@output_file("Filen som skrives; regneark og brev må ha en.")
def reconcile_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    file: Path,
    municipality: str,
    profile: str | None,
    arts: tuple[str, ...],
    payables: tuple[str, ...],
    answers: dict[int, str],
    day: date | None,
    form: str,
    output: Path | None,
) -> None:
    """Hold det en kommune har ført i ÅR, opp mot krav og betalinger."""
    if output is None and form in {"xlsx", "pdf"}:
        misused(Text("Oppgi filen som skal skrives: --output."))
    before = None
    if output is not None:
        with in_words(output):
            before = held(output)
    loaded = usable(books, language)
    payer = payer_named(loaded.settled.agreement, municipality, language)
    asked = Asked(loaded, payer, year, arts or ARTS, payables, answers, profile)
    theirs = read_theirs(asked, file, language)
    found = held_together(asked, theirs)
    warn(theirs.told, language)
    if output is None and form == "text":
        _tell(found, language)
        return
    content = _content(asked, found, theirs, form, (day, language))
    if output is None:
        click.echo(content.decode(), nl=False)
        return
    if not output.parent.is_dir():
        text = Text("Mappen {folder} finnes ikke.", folder=str(output.parent))
        stop(text, language)
    read = [file] if profile is None else [file, Path(profile)]
    filed = filed_books(loaded, loaded.settled)
    put_beside(output, content, before, filed, read)
    tell_text(Text("Skrev {path}.", path=str(output)), language)


def _arts(written: tuple[str, ...]) -> tuple[str, ...]:
    """Arts of three digits."""
    for art in written:
        if not _ART.fullmatch(art):
            unusable(
                Text("«{art}» er ikke en art på tre sifre, slik som 350.", art=art)
            )
    return written


def _answers(written: tuple[str, ...]) -> dict[int, str]:
    """Rows and the claims that they are of."""
    found: dict[int, str] = {}
    for answer in written:
        match = _ANSWER.fullmatch(answer)
        if match is None:
            unusable(
                Text(
                    "«{answer}» er ikke et svar. Skriv rad og krav:"
                    " 12=nordreisa-2018-0001.",
                    answer=answer,
                )
            )
        if int(match[1]) in found:
            unusable(Text("Rad {row} er besvart to ganger.", row=match[1]))
        found[int(match[1])] = match[2]
    return found


def _tell(found: list[Reconciliation], language: str) -> None:
    """What explains the difference, and what does not agree."""
    for each in found:
        sums = sums_table(each)
        click.echo(f"{say(sums.title, language)}\n")
        click.echo(text_of(sums, language))
        click.echo(f"\n{say(sums.note, language)}\n")
        if not each.is_agreed:
            whole = lines_table(each, everything=False).narrowed(IN_TERMINAL)
            lines = whole.where_used({OBJECTION.name})
            click.echo(text_of(lines, language, below=("remark",)))
            click.echo(f"\n{say(lines.note, language)}\n")
        if any(item.outcome is Outcome.AMBIGUOUS for item in each.items):
            tell_text(ANSWER, language)


def _content(
    asked: Asked,
    found: list[Reconciliation],
    theirs: TheirBooks,
    form: str,
    how: tuple[date | None, str],
) -> bytes:
    """The reconciliation as a file."""
    day, language = how
    if form == "json":
        whole = {
            "municipality": asked.payer.name,
            "file": Path(theirs.path).name,
            "held": [held_year(each) for each in found],
        }
        return f"{json_of(whole)}\n".encode()
    if form == "pdf":
        return _letter(asked, found, theirs, day, language)
    tables = [t for each in found for t in (sums_table(each), lines_table(each))]
    if form == "xlsx":
        name = asked.payer.name
        heading = Text("Avstemming {year}: {name}", year=asked.year, name=name)
        return xlsx_of([say(heading, language)], tables, language)
    first, *others = (csv_of(t.without_sums, language) for t in tables[1::2])
    rows = [*first, *(row for more in others for row in more[1:])]
    return csv_text(rows).encode()


def _letter(
    asked: Asked,
    found: list[Reconciliation],
    theirs: TheirBooks,
    day: date | None,
    language: str,
) -> bytes:
    """The letter to the municipality."""
    agreement, entries = asked.agreement, asked.loaded.entries
    hosts = hosts_of(entries, agreement, asked.payer)
    letter = Letter(
        tuple(party_of(agreement.payer(slug)) for slug in hosts),
        party_of(asked.payer),
        seen_from(asked.loaded, day, language),
        Path(theirs.path).name,
        tuple(found),
    )
    try:
        return letter_pdf(letter)
    except NoPdfError as error:
        stop(error.text, language)
