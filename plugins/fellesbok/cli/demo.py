"""The command that makes the books of a made-up region, and shows them."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from fellesbok.anywhere import LANGUAGE
from fellesbok.anywhere import is_given
from fellesbok.cli.answering import answer
from fellesbok.cli.answering import must_be_free
from fellesbok.cli.repository import is_made_a_repository
from fellesbok.cli.serve import PORT
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.starting.demo import demo_files
from fellesbok.starting.demo import history
from fellesbok.starting.demo import make_demo
from fellesbok.starting.whole_folder import MAIN
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.web.access.serving import application

HOST = "127.0.0.1"
LOOK = (
    Text(
        "Oversikt, siden som kommer først: hva hver kommune skal betale, hva som"
        " forfaller, og hva som må avgjøres. Hvert beløp fører til forklaringen."
    ),
    Text(
        "Krav: Storholm skal purres, og Skarvøy har innsigelse mot et krav. I"
        " terminalen: «fellesbok open --reminders»."
    ),
    Text(
        "Året som ikke er avregnet: «fellesbok claim 2025 --dry-run» viser kravene som"
        " står for tur."
    ),
)
"""What there is to see; a test holds that the books have it."""


@click.command("demo")
@click.argument(
    "folder",
    type=click.Path(path_type=Path),
    metavar="[MAPPE]",
    default=Path("fellesbok-demo"),
)
@LANGUAGE
@PORT
@click.option("--no-serve", is_flag=True, help="Lag bøkene, og vis dem ikke.")
@click.option(
    "--no-browser", is_flag=True, help="Vis bøkene uten å åpne nettleseren selv."
)
def demo_command(
    folder: Path,
    language: str,
    port: int,
    *,
    no_serve: bool,
    no_browser: bool,
) -> None:
    """Lag bøkene til en oppdiktet region i MAPPE, og vis dem i nettleseren."""
    if not no_serve:
        must_be_free(HOST, port, language)
    try:
        make_demo(folder)
    except CannotFileError as error:
        stop(error.text if not (folder / MAIN).is_file() else _there(folder), language)
    text = Text(
        "Laget bøkene til Breifjord i {folder}: fire kommuner som ikke finnes, fire"
        " samarbeid og tre år, sett fra 31. desember 2025.",
        folder=str(folder),
    )
    tell_text(text, language)
    if is_made_a_repository(folder, history(demo_files())):
        tell_text(
            Text("Mappen er et arkiv i git: siden Endringer viser hvem som skrev hva."),
            language,
        )
    tell_text(Text("Se på dette i mappen:"), language)
    for number, each in enumerate(LOOK, start=1):
        tell_text(Text("  {number}. {look}", number=number, look=each), language)
    if no_serve:
        tell_text(Text("«fellesbok serve» i mappen viser bøkene."), language)
        return
    app = application(
        folder.absolute() / MAIN,
        edit=False,
        language=language if is_given("language") else None,
    )
    opened = None if no_browser else _open
    answer(app, HOST, port, "", language, opened=opened)


def _there(folder: Path) -> Text:
    """That books lie there already, and how they are seen."""
    return Text(
        "{folder} har bøker fra før, og de er ikke rørt. «fellesbok serve --books"
        " {folder}» viser dem; en ny demo trenger en annen mappe.",
        folder=str(folder),
    )


def _open(address: str) -> None:
    """Let the user's browser show the address; one of the terminal is left alone."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return
    if type(found) is not webbrowser.GenericBrowser:
        found.open(address)
