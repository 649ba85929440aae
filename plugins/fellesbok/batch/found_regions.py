"""The folders that a run is given: which are books, and where it may write (*mapper*).

Nothing is looked for further up: a folder in which there are no books is not taken for
a part of others.
"""

from __future__ import annotations

import os
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import LOCK
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import MAIN
from fellesbok.messages import Text
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

REGION = "region="
"""What the folder of a region begins with, in that of a run."""

VIEWS = "views.sql"
RECORD = "regions.json"
LIST = "regions.csv"
QUESTIONS = "questions"
OURS = {VIEWS, RECORD, LIST, QUESTIONS, LOCK}


def folders_named(names: Iterable[str]) -> list[Path]:
    """The folders that are meant, where a pattern may stand for several.

    A shell has put the names in the place of most patterns; some shells do not.

    Raises:
        CannotFileError: Nothing is called so: it is misspelt, and no region that fails.
    """
    found: set[Path] = set()
    for name in names:
        there = [name] if os.path.lexists(name) else glob(name)  # noqa: PTH207 -- a pattern may begin anywhere
        if not there:
            text = Text("Finner ikke {path}. Ingenting er gjort.", path=name)
            raise CannotFileError(text)
        found.update(map(Path, there))
    return sorted(found, key=lambda folder: folder.as_posix())


class NoBooksError(InWordsError):
    """A folder is not the books of a region; ``text`` says why."""


def found_main(folder: Path) -> Path:
    """The main file of the books that a folder itself is.

    Raises:
        NoBooksError: It is none.
    """
    if is_link(folder):
        text = Text("Mappen er en lenke. Oppgi mappen som den fører til.")
        raise NoBooksError(text)
    if not folder.exists():
        raise NoBooksError(Text("Mappen finnes ikke."))
    for main in (folder / MAIN, folder / MAIN.name):
        if main.is_file():
            return main
    text = Text(
        "Ikke en mappe med bøker: verken ledger/main.beancount eller main.beancount er"
        " der."
    )
    raise NoBooksError(text)


def refuse_place(output: Path, folders: Iterable[Path]) -> None:
    """Refuse to write where the books of a region are, or over what is not ours.

    Raises:
        CannotFileError: It would be.
    """
    if is_link(output) or (output.exists() and not output.is_dir()):
        text = Text("{path} er ikke en vanlig mappe. Velg en annen.", path=str(output))
        raise CannotFileError(text)
    place = Path(os.path.realpath(output))
    for folder in folders:
        root = Path(os.path.realpath(folder))
        if place.is_relative_to(root) or root.is_relative_to(place):
            text = Text(
                "{path} ligger i mappen til en region, eller regionen i den: {folder}."
                " Velg en mappe utenfor regionene.",
                path=str(output),
                folder=str(folder),
            )
            raise CannotFileError(text)
    others = sorted(set(_others(output)))
    if others:
        text = Text(
            "{path} holder noe annet enn en tidligere kjøring: {names}. Velg en annen"
            " mappe, eller flytt det.",
            path=str(output),
            names=", ".join(others),
        )
        raise CannotFileError(text)


def _others(output: Path) -> Iterator[str]:
    """What stands in a folder that no run has put there."""
    if not output.exists():
        return
    for path in output.iterdir():
        is_region = path.name.startswith(REGION) and path.is_dir()
        if not (is_region or path.name in OURS or path.name.endswith(BESIDE)):
            yield path.name


def regions_in(output: Path) -> dict[str, Path]:
    """The folder of each region that stands in that of a run, by slug."""
    if not output.exists():
        return {}
    return {
        path.name.removeprefix(REGION): path
        for path in sorted(output.iterdir())
        if path.name.startswith(REGION)
    }
