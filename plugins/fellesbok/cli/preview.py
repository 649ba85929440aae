"""Drafts of a claim run (*utkast*): every paper as it would be, before its number.

Nothing is written in the books and nothing gets a number.  A draft is marked on every
page, has no KID, and there is no e-invoice that could be sent.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.tables import for_files
from fellesbok.agreement.tables import for_people
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import made_table
from fellesbok.cli.papers import papers_of
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_folder
from fellesbok.messages import Text
from fellesbok.tables.csv_file import csv_file
from fellesbok.tables.text import text_of
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.cli.papers import Papers
    from fellesbok.entries.claim import Claim
    from fellesbok.filing import folder as filing

PREFIX = "utkast-"
LIST = f"{PREFIX}kravliste.csv"
_DRAFT = re.compile(rf"{re.escape(LIST)}|{PREFIX}\d{{4}}-[\w-]+\.(pdf|html)")
"""What we call the papers of a run; a file with another name is nobody's draft."""


def preview(
    made: Sequence[Claim],
    books: Books,
    filed: filing.Books,
    folder: Path,
    language: str,
) -> Papers:
    """Show the claims, and write drafts of their papers in a folder beside the books.

    Args:
        made: The claims with the numbers that they would get.
        books: The loaded books.
        filed: The same loading of them, which what is written must be made of.
        folder: Where the drafts go.
        language: Of what is said.

    Returns:
        The drafts that were written.
    """
    ledger = books.main.parent
    chosen, own, whole = (
        Path(os.path.realpath(path)) for path in (folder, ledger, filed.root)
    )
    if chosen.is_relative_to(own) or chosen == whole:
        text = Text(
            "Utkast skal ikke ligge blant bøkene i {ledger}: velg en annen mappe.",
            ledger=str(ledger),
        )
        stop(text, language)
    drafts = [
        replace(claim, id=f"{claim.host.slug}-utkast-{number:04d}")
        for number, claim in enumerate(made, 1)
    ]
    listed = [replace(claim, kid="") for claim in drafts]
    table = made_table(listed)
    click.echo(text_of(for_people(table).where_used(SOMETIMES), language))
    papers = papers_of(drafts, books, language, is_draft=True)
    warn((*papers.notes, *papers.faults), language)
    files = {LIST: csv_file(for_files(table.without_sums), language)}
    for number, claim in enumerate(drafts, 1):
        for paper in papers.of.get(claim.id, ()):
            ending = paper.name.rpartition(".")[2]
            what = f"{claim.cooperation.slug}-{claim.payer.slug}"
            files[f"{PREFIX}{number:04d}-{what}.{ending}"] = paper.content
    _write(files, folder, filed, language)
    text = Text(
        "Skrev utkast til {count} krav i {path}. Ingenting har fått nummer, og bøkene"
        " er som før.",
        count=len(papers.of),
        path=str(folder),
    )
    tell_text(text, language)
    if papers.payloads:
        text = Text(
            "{count} av dem blir e-fakturaer når de får nummer.",
            count=len(papers.payloads),
        )
        tell_text(text, language)
    if papers.faults:
        raise click.exceptions.Exit(1)
    return papers


def _write(
    files: Mapping[str, bytes], folder: Path, books: filing.Books, language: str
) -> None:
    """Put the drafts in their folder, in the place of those of an earlier run."""
    with in_words(folder):
        there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        earlier = sorted(filter(_DRAFT.fullmatch, there), key=lambda name: name != LIST)
        put_folder(folder, files, books, earlier)
    gone = sorted(set(earlier) - set(files))
    if gone:
        text = Text(
            "Utkast i {path} fra en tidligere kjøring er byttet ut; disse er tatt bort:"
            " {names}.",
            path=str(folder),
            names=", ".join(gone),
        )
        warn([text], language)
