"""The commands of the intake: import, profile and statistics fetch.

They are registered as entry points in the group ``fellesbok.commands``; the command
``fellesbok`` takes in everything of that group.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok_importers.disk import CannotFileError
from fellesbok_importers.disk import locked
from fellesbok_importers.disk import make_folder
from fellesbok_importers.disk import put
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.filing import tidy
from fellesbok_importers.filing import write
from fellesbok_importers.folder import find_main
from fellesbok_importers.folder import load
from fellesbok_importers.intake import filing
from fellesbok_importers.intake import identify
from fellesbok_importers.intake import preview
from fellesbok_importers.profile import find_profile
from fellesbok_importers.propose import propose
from fellesbok_importers.registry import importer_of
from fellesbok_importers.registry import importers
from fellesbok_importers.ssb import fetch
from fellesbok_importers.statistics import merged
from fellesbok_importers.statistics import read_jsonstat
from fellesbok_importers.telling import preview_lines
from fellesbok_importers.voucher_export import VoucherImporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beangulp.importer import Importer

    from fellesbok_importers.folder import Books
    from fellesbok_importers.intake import Preview
    from fellesbok_importers.sheet import Row

Command = TypeVar("Command", bound=Callable[..., Any])
MOST_FAULTS = 50
LARGE_BYTES = 1_000_000  # what takes about a second to read
ROWS_BETWEEN_SIGNS = 1_000
SECONDS_BETWEEN_LOOKS = 2
POPULATION = Path("ledger") / "statistics" / "population.csv"


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
@click.option("--once", is_flag=True, help="Les det som ligger i --inbox, og stopp.")
def import_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    files: tuple[Path, ...],
    named: str | None,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
    inbox: Path | None,
    once: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Les bilag, budsjett og andre dokumenter inn i bøkene."""
    if bool(files) == (inbox is not None):
        raise click.UsageError("Oppgi enten filer eller --inbox.")
    main = _main(books, language)
    intake = _Intake(main, language, named, dry_run=dry_run, yes=yes)
    with _told(language):
        tidy(main)
    if inbox is None:
        refused = [path for path in files if not intake.one(path)]
    else:
        refused = _watch(inbox, intake, once=once or dry_run)
    if refused:
        raise click.exceptions.Exit(1)


class _Intake:
    """Reads one document after another into the same books."""

    def __init__(
        self, main: Path, language: str, named: str | None, *, dry_run: bool, yes: bool
    ) -> None:
        self.main = main
        self.language = language
        self.named = named
        self.dry_run = dry_run
        self.yes = yes

    def one(self, path: Path) -> bool:
        """Read one document; whether it could be read."""
        try:
            books = load(self.main)
            importer = self._importer(path, books)
            with _progress(path, importer, self.language):
                found = preview(path, importer, books)
            for line in preview_lines(found, self.language):
                click.echo(line)
            self._write(found, books)
        except RejectedError as error:
            _tell_faults(error.faults, self.language)
            return False
        except CannotFileError as error:
            click.echo(say(error.text, self.language), err=True)
            return False
        return True

    def _importer(self, path: Path, books: Books) -> Importer:
        if self.named is None:
            return identify(path, importers(books))
        stem = Path(self.named).stem
        return importer_of(stem, find_profile(self.named, books.root), books)

    def _write(self, found: Preview, books: Books) -> None:
        if not found.entries:
            _say(Text("Ingenting nytt; bøkene er som før."), self.language)
            return
        if self.dry_run:
            return
        question = say(Text("Skal dette føres?"), self.language)
        if not self.yes and not click.confirm(question):
            _say(Text("Ingenting er skrevet."), self.language)
            return
        written = write(filing(found, books))
        _say(Text("Skrev {path}.", path=str(written)), self.language)


def _watch(inbox: Path, intake: _Intake, *, once: bool) -> list[Path]:
    """Read what lies in a folder, and then what is put there; the refused ones.

    A file is read when it has not changed between two looks, so that one that is still
    being copied is left in peace.  It is not read again until it is changed.
    """
    refused: list[Path] = []
    seen: dict[Path, tuple[int, int]] = {}
    read: dict[Path, tuple[int, int]] = {}
    try:
        while True:
            now = {path: _stamp(path) for path in _files(inbox)}
            for path, stamp in now.items():
                if read.get(path) != stamp and (once or seen.get(path) == stamp):
                    read[path] = stamp
                    if not intake.one(path):
                        refused.append(path)
            seen = now
            if once:
                return refused
            time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        click.echo()
    return refused


def _files(folder: Path) -> list[Path]:
    """The files of a folder; hidden ones and links are nobody's documents."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    )


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # taken away between two looks
        return 0, 0
    return found.st_size, found.st_mtime_ns


@click.command("profile")
@common_options
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fila profilen skrives til; ellers vises den.",
)
def profile_command(
    books: Path,  # noqa: ARG001 -- the same options as its sisters
    language: str,
    file: Path,
    output: Path | None,
) -> None:
    """Se på en ukjent FIL og foreslå en profil for den."""
    with _told(language):
        proposal = propose(str(file))
    for remark in proposal.remarks:
        click.echo(f"! {say(remark, language)}", err=True)
    if output is None:
        click.echo(proposal.yaml, nl=False)
        return
    if output.exists():
        text = Text("{path} finnes fra før.", path=str(output))
        raise click.ClickException(say(text, language))
    output.write_text(proposal.yaml, encoding="utf-8")
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
    main = _main(books, language)
    with _told(language):
        loaded = load(main)
        content, source = _figures(loaded, saved, years)
        found = read_jsonstat(content, source, loaded.agreement)
        target = loaded.root / POPULATION
        before = target.read_text(encoding="utf-8") if target.exists() else ""
        new = merged(before, str(target), "population", found, loaded.agreement)
        if new.added and not dry_run:
            with locked(main.parent):
                make_folder(target.parent)
                put(target, new.text.encode())
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


def _main(books: Path, language: str) -> Path:
    """The main file, or a message about where it was looked for."""
    found = find_main(books)
    if found is None:
        text = Text(
            "Finner ingen bøker i {folder}: leter etter ledger/main.beancount her og"
            " oppover. Oppgi mappen med --books.",
            folder=str(books.resolve()),
        )
        raise click.ClickException(say(text, language))
    return found


@contextmanager
def _told(language: str) -> Iterator[None]:
    """What is refused is told in words, and the command ends with 1."""
    try:
        yield
    except RejectedError as error:
        _tell_faults(error.faults, language)
        raise click.exceptions.Exit(1) from None
    except CannotFileError as error:
        raise click.ClickException(say(error.text, language)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)
        raise click.ClickException(say(text, language)) from None


def _tell_faults(faults: tuple[Fault, ...], language: str) -> None:
    for fault in faults[:MOST_FAULTS]:
        click.echo(fault.shown(language), err=True)
    if len(faults) > MOST_FAULTS:
        rest = len(faults) - MOST_FAULTS
        click.echo(say(Text("… og {count} feil til.", count=rest), language), err=True)


@contextmanager
def _progress(path: Path, importer: Importer, language: str) -> Iterator[None]:
    """A bar while a large file is read; nothing for a small one, or into a pipe."""
    if not isinstance(importer, VoucherImporter) or not path.is_file():
        yield
        return
    with path.open("rb") as file:
        length = sum(1 for _ in file)
    small = path.stat().st_size < LARGE_BYTES
    with click.progressbar(
        length=length,
        label=say(Text("Leser {path}", path=path.name), language),
        file=sys.stderr,
        hidden=small or not sys.stderr.isatty(),
    ) as bar:

        def watch(rows: Iterator[Row]) -> Iterator[Row]:
            for count, row in enumerate(rows, start=1):
                if count % ROWS_BETWEEN_SIGNS == 0:
                    bar.update(ROWS_BETWEEN_SIGNS)
                yield row
            bar.update(length)

        importer.watch = watch
        yield


def _say(text: Text, language: str) -> None:
    click.echo(say(text, language))
