"""The commands of the intake: import, profile and statistics fetch.

They are registered as entry points in the group ``fellesbok.commands``; the command
``fellesbok`` takes in everything of that group.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.anywhere import before_the_verb
from fellesbok.filing.all_or_nothing import not_written
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.folder import find_main
from fellesbok.filing.folder import held
from fellesbok.filing.folder import load
from fellesbok.filing.outside import put_beside
from fellesbok.filing.outside import refuse_among
from fellesbok.filing.writing import tidy
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import main_file
from fellesbok.terminal import misused
from fellesbok.terminal import output_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.faults import must_be_readable
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.intake.reading_in import ReadingIn
from fellesbok_importers.intake.reading_in import tell_faults
from fellesbok_importers.intake.reading_in import watch
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.statistics.as_asked import as_asked
from fellesbok_importers.statistics.files import merged
from fellesbok_importers.statistics.files import read_jsonstat
from fellesbok_importers.statistics.ssb import fetch
from fellesbok_importers.vouchers.control import hold_against
from fellesbok_importers.vouchers.figures_writing import figures_text
from fellesbok_importers.vouchers.figures_writing import write_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.filing.folder import Books
    from fellesbok_importers.bank import Answer

FIGURES = Path("ledger") / "statistics" / "population.csv"
NOT_READ = Text(
    "Avtalene leser ikke tallene ennå: skriv «file: {path}» under statistics, {name}, i"
    " avtalefilen.",
    path=FIGURES.as_posix(),
    name=POPULATION,
)
BUSY = Text(
    "Noen andre skriver i bøkene akkurat nå, så folketallet er ikke skrevet. Prøv igjen"
    " når de er ferdige."
)


@click.command("import")
@common_options
@click.argument(
    "files", nargs=-1, metavar="FIL…", type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--profile",
    "named",
    metavar="PROFIL",
    help="Profilen filene leses med: navn eller YAML-fil.",
)
@DRY_RUN
@YES
@click.option(
    "--inbox",
    metavar="MAPPE",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Mappe som passes på: det som legges der, leses inn. Ctrl-C stopper.",
)
@click.option(
    "--control",
    metavar="FIL",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fil med summer (kontosummer, KOSTRA) som bøkene holdes opp mot.",
)
@click.option(
    "--year", metavar="ÅR", type=int, help="Regnskapsåret som --control gjelder."
)
@click.option(
    "--doubles",
    type=click.Choice(["same", "other"]),
    help="Bankbetalinger med samme dag og beløp som noe i bøkene er de samme (same)"
    " eller andre (other); ellers spørres det.",
)
@click.option("--once", is_flag=True, help="Les det som ligger i --inbox, og stopp.")
def import_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    files: tuple[Path, ...],
    named: str | None,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
    inbox: Path | None,
    control: Path | None,
    year: int | None,
    doubles: Answer | None,
    once: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Les bilag, budsjett og andre dokumenter inn i bøkene."""
    if control is not None and year is not None and not files and inbox is None:
        _control(main_file(books, language), control, year, named, language)
        return
    if control is not None or bool(files) == (inbox is not None):
        misused(Text("Oppgi enten filer, --inbox, eller --control med --year."))
    main = main_file(books, language)
    reading = ReadingIn(
        main, language, named, dry_run=dry_run, yes=yes, doubles=doubles
    )
    with told(language):
        warn(tidy(main), language)
    if inbox is None:
        refused = [path for path in files if not reading.one(path)]
    else:
        refused = watch(inbox, reading, once=once or dry_run)
    if refused:
        raise click.exceptions.Exit(1)


def _control(
    main: Path, path: Path, year: int, named: str | None, language: str
) -> None:
    """Hold the books against a file of sums; ends with 1 where they differ."""
    with told(language):
        loaded = load(main)
        profile = find_profile(named or "kontosummer", loaded.root)
        agreed = hold_against(str(path), profile, loaded, year)
    text = Text(
        "{path}: kontrollert mot bøkene, {count} summer stemmer.",
        path=str(path),
        count=agreed.count,
    )
    tell_text(text, language)
    for told_ in agreed.told:
        click.echo(f"  {say(told_, language)}")


@click.command("profile")
@common_options
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--use",
    type=click.Choice(["vouchers", "budget", "totals", "bank"]),
    help="Hva fila er: bilag, budsjett, summer å kontrollere mot, eller fra banken.",
)
@click.option("--sheet", metavar="ARK", help="Arket i et regneark med flere.")
@output_file("Fila profilen skrives til; ellers vises den.")
def profile_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    file: Path,
    use: str | None,
    sheet: str | None,
    output: Path | None,
) -> None:
    """Se på en ukjent FIL og foreslå en profil for den."""
    with told(language):
        must_be_readable(file)
        proposal = propose(str(file), use, sheet)
    warn(proposal.remarks, language)
    if output is None:
        click.echo(proposal.yaml, nl=False)
        return
    with told(language):
        main = find_main(books)
        if main is not None:
            refuse_among(output, main)
        if os.path.lexists(output):
            raise CannotFileError(Text("{path} finnes fra før.", path=str(output)))
        put_beside(output, proposal.yaml.encode(), None)
    tell_text(Text("Skrev {path}.", path=str(output)), language)


@click.group("statistics")
@before_the_verb
def statistics_group() -> None:
    """Tall fra Statistisk sentralbyrå."""


@statistics_group.command("fetch")
@common_options
@click.option(
    "--file",
    "saved",
    metavar="FIL",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Et lagret svar i JSON-stat2, når det ikke er nett.",
)
@click.option(
    "--year", "years", multiple=True, metavar="ÅR", help="Årene; ellers det nyeste."
)
@DRY_RUN
def fetch_command(
    books: Path,
    language: str,
    saved: Path | None,
    years: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
) -> None:
    """Hent folketallet 1. januar (SSB tabell 07459) til ledger/statistics."""
    main = main_file(books, language)
    with told(language):
        loaded = load(main)
        asked = years or (() if saved else ("top(1)",))
        content, source = _figures(loaded, saved, asked)
        answer = read_jsonstat(content, source, loaded.agreement)
        target = loaded.root / FIGURES
        before = held(target)
        text = figures_text(before, target)
        answered = as_asked(answer, asked, text, source, loaded.agreement)
        warn(answered.told, language)
        found = answered.figures
        new = merged(text, str(target), POPULATION, found, loaded.agreement)
        if new.added and not dry_run:
            with locked(main.parent, BUSY):
                write_figures(loaded, target, before, new.text, found)
        if target not in loaded.files and new.added and not dry_run:
            warn([NOT_READ], language)
    tell_text(
        Text(
            "{path}: {added} nye tall, {kept} sto der fra før.",
            path=str(target),
            added=new.added,
            kept=new.kept,
        ),
        language,
    )


def _figures(
    books: Books, saved: Path | None, years: tuple[str, ...]
) -> tuple[bytes, str]:
    """The answer of the service, or a saved one, and what to call it."""
    if saved is None:
        return fetch(books.agreement, list(years)), "SSB"
    must_be_readable(saved)
    return saved.read_bytes(), str(saved)


@contextmanager
def told(language: str) -> Iterator[None]:
    """What is refused is told in words, and the command ends with 1."""
    try:
        yield
    except RejectedError as error:
        tell_faults(error.faults, language)
        raise click.exceptions.Exit(1) from None
    except OSError as error:
        stop(not_written(error), language)
