"""The commands for documents: look at one, and take it into the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import NoReturn

import click
from beancount.parser import printer

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok_importers.disk import CannotFileError
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
from fellesbok_importers.registry import importers
from fellesbok_importers.voucher_export import VoucherImporter

if TYPE_CHECKING:
    from fellesbok_importers.folder import Books
    from fellesbok_importers.intake import Preview

MOST_SHOWN = 10
"""More transactions are counted and not shown, unless all are asked for."""

LANGUAGE = click.option(
    "--language",
    type=click.Choice(["nb", "en"]),
    default="nb",
    help="Språket i svaret (nb eller en).",
)


@click.command("import")
@LANGUAGE
@click.option(
    "--books",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Bokmappen eller hovedfilen; ellers letes det herfra og oppover.",
)
@click.option("--profile", "name", help="Profilen filen leses etter.")
@click.option("--all", "everything", is_flag=True, help="Vis alle føringene.")
@click.option("--dry-run", is_flag=True, help="Vis hva som føres, uten å skrive.")
@click.option("--yes", is_flag=True, help="Skriv uten å spørre.")
@click.argument("files", nargs=-1, required=True, metavar="FIL…")
def import_command(  # noqa: PLR0913 -- one for each option
    language: str,
    *,
    books: Path,
    name: str | None,
    everything: bool,
    dry_run: bool,
    yes: bool,
    files: tuple[str, ...],
) -> None:
    """Les bilag inn i bøkene: vis hva som føres, og skriv alt eller ingenting."""
    main = find_main(books)
    if main is None:
        text = Text(
            "Finner ingen bøker i {folder}. Oppgi mappen med --books.",
            folder=str(books.resolve()),
        )
        raise click.ClickException(say(text, language))
    try:
        if tidy(main):
            _tell(Text("En innlesing som ble avbrutt, er ryddet bort."), language)
        loaded = load(main)
        found = [_preview(Path(file), name, loaded) for file in files]
        for shown in found:
            _show(shown, language, everything=everything)
        if dry_run or not any(shown.entries for shown in found):
            return
        if not yes and not click.confirm(say(Text("Skal dette føres?"), language)):
            return
        for shown in found:
            _write(shown.path, name, main, language)
    except RejectedError as error:
        _refuse([fault.shown(language) for fault in error.faults])
    except CannotFileError as error:
        _refuse([say(error.text, language)])


@click.command("profile")
@LANGUAGE
@click.argument("file", metavar="FIL")
def profile_command(language: str, file: str) -> None:
    """Se på en ukjent fil og foreslå en profil som leser den."""
    try:
        proposal = propose(file)
    except RejectedError as error:
        _refuse([fault.shown(language) for fault in error.faults])
    click.echo(proposal.yaml, nl=False)
    for remark in proposal.remarks:
        click.echo(say(remark, language), err=True)


def _preview(path: Path, name: str | None, books: Books) -> Preview:
    """What a file would do, by the profile that is named or the one that knows it."""
    if name is None:
        return preview(path, identify(path, importers(books)), books)
    profile = find_profile(name, books.root)
    return preview(path, VoucherImporter(name, profile, books.agreement), books)


def _write(path: Path, name: str | None, main: Path, language: str) -> None:
    """Put one file into the books as they are now, the files before it among them."""
    books = load(main)
    found = _preview(path, name, books)
    if found.entries:
        written = write(filing(found, books))
        _tell(Text("Skrev {path}.", path=str(written)), language)


def _show(found: Preview, language: str, *, everything: bool) -> None:
    """What a file would do: sums, what is known, and the transactions themselves."""
    _tell(
        Text(
            "{path}: {new} nye, {known} finnes fra før, {changed} endret.",
            path=str(found.path),
            new=len(found.new),
            known=len(found.known),
            changed=len(found.changes),
        ),
        language,
    )
    for title, amount in sorted(found.totals.items()):
        _tell(Text("  {name}: {amount} kr", name=title, amount=amount), language)
    if found.control is not None:
        _tell(
            Text(
                "  Filen: {rows} rader, debet {debit}, kredit {credit}. Bilag uten"
                " samarbeid: {left_out}.",
                rows=found.control.rows,
                debit=found.control.debit,
                credit=found.control.credit,
                left_out=found.control.left_out,
            ),
            language,
        )
    for finding in found.findings:
        click.echo(f"  · {say(finding, language)}")
    entries = found.entries if everything else found.entries[:MOST_SHOWN]
    for entry in entries:
        click.echo()
        click.echo(printer.format_entry(entry), nl=False)
    more = len(found.entries) - len(entries)
    if more:
        _tell(Text("… og {count} til; --all viser alle.", count=more), language)


def _tell(text: Text, language: str) -> None:
    click.echo(say(text, language))


def _refuse(lines: list[str]) -> NoReturn:
    raise click.ClickException("\n".join(lines)) from None
