"""The accountant's key of salts, as commands are given it: kept outside the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.filing.outside import in_words
from fellesbok.messages import Text
from fellesbok.proof.member import BadKeyError
from fellesbok.proof.member import Commitments
from fellesbok.proof.member import read_key
from fellesbok.terminal import stop

if TYPE_CHECKING:
    from fellesbok.books import Books

SALT_KEY = click.option(
    "--salt-key",
    metavar="FIL",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Filen med regnskapsførerens nøkkel, 64 tegn 0-9 og a-f, utenfor bøkene.",
)


def commitments_by(
    path: Path | None, loaded: Books, language: str
) -> Commitments | None:
    """What hides others' figures, by the accountant's key; nothing without one.

    A key among the books is refused, and so is what is no key.
    """
    if path is None:
        return None
    folders = {loaded.main.resolve().parent}
    for cooperation in loaded.settled.agreement.cooperations.values():
        folders.add(Path(cooperation.place.path).resolve().parent)
    if any(path.resolve().is_relative_to(folder) for folder in folders):
        text = Text(
            "Nøkkelen {path} ligger blant bøkene, så den som får bøkene, kan åpne det"
            " som er skjult. Legg den et annet sted.",
            path=str(path),
        )
        stop(text, language)
    with in_words(path), path.open("rb") as file:
        content = file.read(1000)
    try:
        return Commitments(read_key(content.decode("ascii", "replace")))
    except BadKeyError:
        text = Text(
            "{path} er ikke en nøkkel: skriv 64 tilfeldige tegn 0-9 og a-f.",
            path=str(path),
        )
        stop(text, language)
