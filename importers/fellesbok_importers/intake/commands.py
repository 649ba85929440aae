"""The commands of the intake: import, profile and statistics fetch.

They are registered as entry points in the group ``fellesbok.commands``; the command
``fellesbok`` takes in everything of that group.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from fellesbok.contradiction_texts import not_shown
from fellesbok.contradictions import ContradictionError
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.folder import find_main
from fellesbok.filing.folder import load
from fellesbok.filing.outside import held
from fellesbok.filing.outside import put_beside
from fellesbok.filing.outside import refuse_among
from fellesbok.filing.writing import tidy
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.intake.reading_in import ReadingIn
from fellesbok_importers.intake.reading_in import tell_faults
from fellesbok_importers.intake.reading_in import watch
from fellesbok_importers.profiles.model import find_profile
from fellesbok_importers.statistics.files import merged
from fellesbok_importers.statistics.files import read_jsonstat
from fellesbok_importers.statistics.ssb import fetch
from fellesbok_importers.vouchers.control import hold_against
from fellesbok_importers.vouchers.figures_writing import figures_text
from fellesbok_importers.vouchers.figures_writing import write_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.filing.folder import Books
    from fellesbok_importers.bank.doubles import Answer

Command = TypeVar("Command", bound=Callable[..., Any])
NAME = "population"
POPULATION = Path("ledger") / "statistics" / "population.csv"
NOT_READ = Text(
    "Avtalene leser ikke tallene ennå: skriv «file: {path}» under statistics, {name}, i"
    " avtalefilen.",
    path=POPULATION.as_posix(),
    name=NAME,
)
BUSY = Text(
    "Noen andre skriver i bøkene akkurat nå, så folketallet er ikke skrevet. Prøv igjen"
    " når de er ferdige."
)


def common_options(command: Command) -> Command:
    """Where the books are, and in which language to answer."""
    for option in (
        click.option(
            "--language",
            type=click.Choice(["nb", "en"]),
            default="nb",
            help="Språket i svaret (nb eller en).",
        ),
        click.option(
            "--books",
            type=click.Path(path_type=Path),
            default=Path(),
            help="Bokmappen eller hovedfilen; ellers letes det herfra og oppover.",
        ),
    ):
        command = option(command)
    return command


@click.command("import")
@common_options
@click.argument(
    "files", nargs=-1, metavar="FIL…", type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--profile", "named", help="Profilen filene leses med: navn eller YAML-fil."
)
@click.option(
    "--dry-run", is_flag=True, help="Vis hva som ville skje, og skriv ingenting."
)
@click.option("--yes", is_flag=True, help="Skriv uten å spørre.")
@click.option(
    "--inbox",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Mappe som passes på: det som legges der, leses inn. Ctrl-C stopper.",
)
@click.option(
    "--control",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fil med summer (kontosummer, KOSTRA) som bøkene holdes opp mot.",
)
@click.option("--year", type=int, help="Regnskapsåret som --control gjelder.")
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
        raise click.UsageError(
            "Oppgi enten filer, --inbox, eller --control med --year."
        )
    main = main_file(books, language)
    reading = ReadingIn(
        main, language, named, dry_run=dry_run, yes=yes, doubles=doubles
    )
    with told(language):
        for text in tidy(main):
            click.echo(f"! {say(text, language)}", err=True)
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
    _say(text, language)
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
@click.option("--sheet", help="Arket i et regneark med flere.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fila profilen skrives til; ellers vises den.",
)
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
        proposal = propose(str(file), use, sheet)
    for remark in proposal.remarks:
        click.echo(f"! {say(remark, language)}", err=True)
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
    _say(Text("Skrev {path}.", path=str(output)), language)


@click.group("statistics")
def statistics_group() -> None:
    """Tall fra Statistisk sentralbyrå."""


@statistics_group.command("fetch")
@common_options
@click.option(
    "--file",
    "saved",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Et lagret svar i JSON-stat2, når det ikke er nett.",
)
@click.option(
    "--year", "years", multiple=True, metavar="ÅR", help="Årene; ellers det nyeste."
)
@click.option(
    "--dry-run", is_flag=True, help="Vis hva som ville skje, og skriv ingenting."
)
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
        content, source = _figures(loaded, saved, years)
        found = read_jsonstat(content, source, loaded.agreement)
        target = loaded.root / POPULATION
        before = held(target)
        text = figures_text(before, target)
        new = merged(text, str(target), NAME, found, loaded.agreement)
        if new.added and not dry_run:
            with locked(main.parent, BUSY):
                write_figures(loaded, target, before, new.text, found)
        if target not in loaded.files and new.added and not dry_run:
            click.echo(f"! {say(NOT_READ, language)}", err=True)
    _say(
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
        asked = list(years) or ["top(1)"]
        return fetch(books.agreement, asked), "SSB"
    try:
        return saved.read_bytes(), str(saved)
    except OSError:
        expected = Text("Finner ikke filen.")
        raise RejectedError([Fault(str(saved), None, None, "", expected)]) from None


def main_file(books: Path, language: str) -> Path:
    """The main file, or a message about where it was looked for."""
    try:
        found = find_main(books)
    except CannotFileError as error:
        raise click.ClickException(say(error.text, language)) from None
    if found is None:
        text = Text(
            "Finner ingen bøker i {folder}: leter etter ledger/main.beancount her og"
            " oppover. Oppgi mappen med --books.",
            folder=os.path.realpath(books),
        )
        raise click.ClickException(say(text, language))
    return found


@contextmanager
def told(language: str) -> Iterator[None]:
    """What is refused is told in words, and the command ends with 1."""
    try:
        yield
    except RejectedError as error:
        tell_faults(error.faults, language)
        raise click.exceptions.Exit(1) from None
    except CannotFileError as error:
        raise click.ClickException(say(error.text, language)) from None
    except ContradictionError as error:
        raise click.ClickException(say(not_shown(error), language)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)
        raise click.ClickException(say(text, language)) from None


def _say(text: Text, language: str) -> None:
    click.echo(say(text, language))
