"""The command that lays out what IT sets the server up with."""

from __future__ import annotations

from pathlib import Path

import click

from fellesbok import __version__
from fellesbok.anywhere import LANGUAGE
from fellesbok.filing.disk import CannotFileError
from fellesbok.machine.setup_files import setup_files
from fellesbok.machine.setup_files import setup_folder
from fellesbok.machine.setup_files import wheel_here
from fellesbok.messages import Text
from fellesbok.starting.whole_folder import make_whole
from fellesbok.starting.whole_folder import put_in_folder
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text


@click.command("setup")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPPE")
@LANGUAGE
@click.option(
    "--wheel",
    metavar="FIL",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Programfilen (.whl) som beholderen lages av; ellers den det er installert"
    " fra.",
)
def setup_command(folder: Path, language: str, wheel: Path | None) -> None:
    """Legg ut det IT setter opp tjeneren med i MAPPE: beholder, proxy og tjeneste."""
    source = setup_folder()
    if source is None:
        stop(Text("Filene for oppsett mangler. Installer fellesbok på nytt."), language)
    files = setup_files(source)
    wheel = wheel or wheel_here()
    if wheel is not None:
        files[wheel.name] = wheel.read_bytes()

    def fill(beside: Path) -> None:
        for name, content in files.items():
            put_in_folder(beside / name, content)

    try:
        make_whole(folder, fill)
    except CannotFileError as error:
        stop(error.text, language)
    text = Text(
        "La i {folder}: {names}.", folder=str(folder), names=", ".join(sorted(files))
    )
    tell_text(text, language)
    if wheel is None:
        text = Text(
            "Legg også programfilen fellesbok-{version}-py3-none-any.whl der før"
            " beholderen bygges: «pip download --no-deps fellesbok=={version}» henter"
            " den, eller lag mappen på nytt med --wheel.",
            version=__version__,
        )
        tell_text(text, language)
    text = Text("«docker compose up --build --detach» i mappen bygger og starter den.")
    tell_text(text, language)
