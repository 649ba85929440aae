"""The command that makes the documents of claims that stand in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.books import filed_books
from fellesbok.claim_documents import payload_table
from fellesbok.claims import claims
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.desk import INVOICES
from fellesbok.cli.loaded import usable
from fellesbok.cli.papers import WITHOUT_PDF
from fellesbok.cli.papers import papers_of
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_folder
from fellesbok.messages import Text
from fellesbok.tables.csv_file import csv_file
from fellesbok.tables.text import text_of
from fellesbok.terminal import COOPERATION
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import output_folder
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim


@click.command("documents")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@COOPERATION
@click.option("--claim", "numbers", metavar="NUMMER", multiple=True, help="Ett krav.")
@output_folder("Mappen som får filene.")
@WITHOUT_PDF
@DRY_RUN
def documents_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    numbers: tuple[str, ...],
    output: Path,
    without_pdf: bool,  # noqa: FBT001 -- click passes it by name
    dry_run: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Lag PDF og e-faktura til kravene for ÅR på nytt, slik de står i bøkene.

    Et krav som bøkene ikke gir, får ingen; de andre får sine.
    """
    loaded = usable(books, language)
    chosen = _chosen(loaded, language, year, cooperation, numbers)
    papers = papers_of(chosen, loaded, language)
    warn((*papers.notes, *papers.faults), language)
    if papers.faults and not papers.of:
        count = len(papers.faults)
        stop(Text("Ingenting er skrevet: {count} feil.", count=count), language)
    if papers.refused is not None and not without_pdf:
        stop(papers.refused, language)
    listed = payload_table(papers.payloads)
    files = {p.name: p.content for each in papers.of.values() for p in each}
    with in_words(output):
        _refuse_changes(files, output, language)
    if papers.payloads:
        click.echo(text_of(listed, language))
        files[INVOICES] = csv_file(listed, language)
    count, path = len(files), str(output)
    if dry_run:
        text = Text(
            "Ingenting er skrevet. {count} filer til {path}.", count=count, path=path
        )
    else:
        put_folder(output, files, filed_books(loaded, loaded.settled))
        text = Text("Skrev {count} filer i {path}.", count=count, path=path)
    tell_text(text, language)
    lacking = len(chosen) - len(papers.of)
    if lacking:
        text = Text("{count} krav har ingen dokumenter, se over.", count=lacking)
        stop(text, language)


def _chosen(
    loaded: Books,
    language: str,
    year: int,
    cooperation: str | None,
    numbers: tuple[str, ...],
) -> list[Claim]:
    """The claims that are asked for; a number that is not there is told."""
    agreement = loaded.settled.agreement
    one = cooperation_named(agreement, cooperation, language)
    found = [
        claim
        for claim in claims(loaded.entries, agreement)
        if claim.year == year and (one is None or claim.cooperation.slug == one.slug)
    ]
    for number in numbers:
        if number not in {claim.id for claim in found}:
            text = Text("Fant ikke krav {number} for {year}.", number=number, year=year)
            stop(text, language)
    chosen = [claim for claim in found if not numbers or claim.id in numbers]
    if not chosen:
        stop(Text("Ingen krav for {year} står i bøkene.", year=year), language)
    return chosen


def _refuse_changes(files: Mapping[str, bytes], output: Path, language: str) -> None:
    """A document that may have been sent is not written over with another."""
    for name, content in files.items():
        path = output / name
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            text = Text(
                "{path} finnes og er en annen. Det som kan være sendt, skrives ikke"
                " over: velg en annen mappe.",
                path=str(path),
            )
            stop(text, language)
