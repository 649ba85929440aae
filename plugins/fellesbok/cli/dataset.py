"""The command that writes the books' tables for engines of analysis: tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.books import filed_books
from fellesbok.cli.loaded import usable
from fellesbok.dataset.filled import dataset
from fellesbok.dataset.formats import FORMATS
from fellesbok.dataset.whole import contents
from fellesbok.dataset.whole import put_dataset
from fellesbok.errors import InWordsError
from fellesbok.filing.outside import in_words
from fellesbok.messages import Text
from fellesbok.terminal import common_options
from fellesbok.terminal import output_folder
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from pathlib import Path


@click.command("tables")
@common_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="parquet",
    show_default=True,
    help="Parquet eller CSV etter region og år, eller én fil med alle tabeller.",
)
@output_folder("Mappen som skrives: ny, tom, eller en tidligere eksport.")
def tables_command(books: Path, language: str, form: str, output: Path) -> None:
    """Skriv alle tabellene i bøkene for Power BI, Excel, DuckDB, Spark og pandas.

    Alle år og alle samarbeid er med: dette er regnskapsførerens hele bøker.
    """
    loaded = usable(books, language)
    if loaded.errors:
        text = Text("Rett feilene i bøkene først: det som skrives her, leses uten dem.")
        stop(text, language)
    filed = filed_books(loaded, loaded.settled)
    try:
        made = dataset(loaded.entries, loaded.settled, filed.root)
        with in_words(output):
            files = FORMATS[form](made)
    except InWordsError as error:
        stop(error.text, language)
    put_dataset(output, files, contents(made, form, files, filed), filed)
    text = Text(
        "Skrev {tables} tabeller med {rows} rader i {path} ({form}).",
        tables=len(made.tables),
        rows=sum(len(table.rows) for table in made.tables),
        path=str(output),
        form=form,
    )
    tell_text(text, language)
