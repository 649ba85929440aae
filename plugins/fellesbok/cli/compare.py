"""The command that shows what a change does before anybody adopts it: compare."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.anywhere import is_given
from fellesbok.books import filed_books
from fellesbok.cli.from_here import fault_line
from fellesbok.cli.loaded import usable
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.for_programs import told_comparison
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_budget
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_rules
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.reservations import to_open
from fellesbok.compare.revisions import at_revision
from fellesbok.compare.sentences import answer
from fellesbok.compare.sentences import how
from fellesbok.compare.tables import lines_to_add
from fellesbok.compare.tables import tables
from fellesbok.compare.trying import Source
from fellesbok.compare.trying import compare
from fellesbok.compare.trying import refuse_all
from fellesbok.filing.folder import find_main
from fellesbok.filing.folder import held
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_beside
from fellesbok.filing.outside import refuse_among
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.json_file import json_of
from fellesbok.tables.markdown_file import markdown_of
from fellesbok.tables.markdown_file import plain
from fellesbok.tables.text import text_of
from fellesbok.tables.xlsx_file import xlsx_of
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import form_option
from fellesbok.terminal import misused
from fellesbok.terminal import output_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.compare.proposed_change import Change
    from fellesbok.compare.records import Comparison
    from fellesbok.errors import FileFault

FORMATS = ("text", "csv", "xlsx", "json", "md")
BOOKS = Text("bøkene slik de er")
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("compare")
@common_options
@click.option(
    "--before",
    metavar="FØR",
    help="Det første: en bokmappe eller en revisjon i git; ellers bøkene.",
)
@click.option(
    "--after",
    metavar="ETTER",
    help="Det andre: en bokmappe eller en revisjon i git; ellers bøkene.",
)
@click.option(
    "--with",
    "rules",
    type=FILE,
    multiple=True,
    metavar="FIL",
    help="Prøv en del av avtalene, flettet inn i allocation_rules.yaml (kan gjentas).",
)
@click.option(
    "--with-voucher",
    "vouchers",
    type=FILE,
    multiple=True,
    metavar="FIL",
    help="Prøv bilagene i en fil ved siden av bøkenes (kan gjentas).",
)
@click.option(
    "--with-budget",
    "budgets",
    type=FILE,
    multiple=True,
    metavar="FIL",
    help="Prøv et budsjett i stedet for det for samme år og samarbeid (kan gjentas).",
)
@click.option(
    "--statistic",
    "figures",
    multiple=True,
    metavar="TALL",
    help="Prøv et tall: population:nordreisa=5000@2018-01-01 (kan gjentas).",
)
@click.option(
    "--on",
    "tried_on",
    type=click.Choice([each.value for each in TriedOn]),
    default=TriedOn.ACCOUNTS.value,
    help="Hvilke kostnader: regnskapet, budsjettet, eller budsjettet for året som"
    " kommer med de nyeste tallene.",
)
@click.option("--year", metavar="ÅR", type=YEAR, help="Regnskapsåret; ellers alle.")
@form_option(
    "Tabell, CSV, regneark, JSON for programmer, eller Markdown til en sak.", *FORMATS
)
@output_file("Filen som skrives; ellers vises det. Et regneark må ha den.")
def compare_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    before: str | None,
    after: str | None,
    rules: tuple[Path, ...],
    vouchers: tuple[Path, ...],
    budgets: tuple[Path, ...],
    figures: tuple[str, ...],
    tried_on: str,
    year: int | None,
    form: str,
    output: Path | None,
) -> None:
    """Vis virkningen av en endring før den vedtas: hvem betaler mer og mindre."""
    if form == "xlsx" and output is None:
        misused(Text("Et regneark må ha en fil: --output."))
    given = (*vouchers, *budgets)
    loaded = usable(_beside(books, before, after), language, given=given)
    there = None
    if output is not None:
        with in_words(output):
            there = held(output)
    try:
        here = Source(loaded.main, BOOKS)
        changes = _changes(rules, vouchers, budgets, figures, here)
        with ExitStack() as stack:
            first, last = (
                _source(each, loaded.main, stack) for each in (before, after)
            )
            found = compare(first, last, changes, TriedOn(tried_on), year=year)
    except CannotCompareError as error:
        for fault in error.faults:
            click.echo(fault_line(fault, language), err=True)
        text = error.text or Text("Ingenting er sammenlignet før det er rettet.")
        stop(text, language)
    others = [fault for fault in found.faults if fault not in loaded.errors]
    warn((fault_line(fault, language) for fault in others), language)
    if form == "csv":  # lines to be added have no room for them
        is_told = set(to_open(found.faults))
        warn((note for note in found.notes if note not in is_told), language)
    content = _rendered(found, form, language)
    if output is None:
        click.echo(content, nl=False)
        return
    made = content.encode() if isinstance(content, str) else content
    with in_words(output):
        for source in (first, last):
            refuse_among(output, source.main)
    read = map(Path, found.files)
    put_beside(output, made, there, filed_books(loaded, loaded.settled), read)
    tell_text(Text("Skrev {path}.", path=str(output)), language)


def _beside(books: Path, before: str | None, after: str | None) -> Path:
    """The books that are read first: of two folders the last, if none is here."""
    given = [name for name in (before, after) if name is not None]
    is_asked = is_given("books") or find_main(books) is not None
    if is_asked or len(given) == 1 or not all(Path(name).is_dir() for name in given):
        return books
    return Path(given[-1]) if given else books


def _changes(
    rules: tuple[Path, ...],
    vouchers: tuple[Path, ...],
    budgets: tuple[Path, ...],
    figures: tuple[str, ...],
    books: Source,
) -> list[Change]:
    """What is tried, file by file.

    Raises:
        CannotCompareError: Something of it cannot be read; every fault of all of it.
    """
    found: list[Change] = []
    faults: list[FileFault] = []
    for read, paths in (
        (proposed_rules, rules),
        (proposed_vouchers, vouchers),
        (proposed_budget, budgets),
    ):
        for path in paths:
            try:
                found.append(read(path))
            except CannotCompareError as error:
                faults += error.faults
    of_figures, texts = proposed_figures(figures)
    found += of_figures
    if faults or texts:
        refuse_all(books, found, texts, faults)
    return found


def _source(name: str | None, main: Path, stack: ExitStack) -> Source:
    """The books that are meant: these, others in a folder, or a revision of these.

    Raises:
        CannotCompareError: There are none.
    """
    if name is None:
        return Source(main, BOOKS)
    if not Path(name).is_dir():
        return stack.enter_context(at_revision(main, name))
    found = find_main(Path(name))
    if found is None or not _is_within(found, Path(name)):
        text = Text("Det er ingen bøker i mappen {folder}.", folder=name)
        raise CannotCompareError(text)
    return Source(found, Text("mappen {folder}", folder=name))


def _is_within(main: Path, folder: Path) -> bool:
    """Whether books lie in a folder, and not somewhere above it."""
    return main.resolve().is_relative_to(folder.resolve())


def _rendered(found: Comparison, form: str, language: str) -> str | bytes:
    """The comparison in one of the formats."""
    match form:
        case "csv":
            return csv_text(csv_of(lines_to_add(found), language))
        case "json":
            return json_of(told_comparison(found)) + "\n"
        case "xlsx":
            heading = [say(text, language) for text in (*answer(found), *how(found))]
            return xlsx_of([say(TITLE, language), *heading], tables(found), language)
        case "md":
            return "\n".join(_paper(found, language))
        case _:
            return "\n".join(_lines(found, language)) + "\n"


TITLE = Text("Virkning")


def _lines(found: Comparison, language: str) -> Iterator[str]:
    """Lines of a terminal: the answer, the tables, and how."""
    yield from (say(text, language) for text in answer(found))
    for table in tables(found):
        yield f"\n{say(table.title, language)}"
        yield text_of(table, language)
    yield ""
    yield from (say(text, language) for text in how(found))


def _paper(found: Comparison, language: str) -> Iterator[str]:
    """A paper for a council or a pull request: the answer, the tables, and how."""
    yield f"# {plain(say(TITLE, language))}\n"
    yield from (f"{plain(say(text, language))}\n" for text in answer(found))
    for table in tables(found):
        yield f"## {plain(say(table.title, language))}\n"
        yield markdown_of(table, language)
    yield f"## {say(Text('Slik er det regnet'), language)}\n"
    yield from (f"{plain(say(text, language))}\n" for text in how(found))
