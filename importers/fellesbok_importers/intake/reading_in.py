"""Reads documents into the books one after another, and talks with whoever asked.

One document that is refused does not stop the others.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import load
from fellesbok.filing.writing import write
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.system.differences import is_link
from fellesbok.terminal import is_wanted
from fellesbok.terminal import tell_text
from fellesbok_importers.bank import BankImporter
from fellesbok_importers.documents.file_kinds import called
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.registry import importer_of
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from fellesbok_importers.intake.telling import preview_lines
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.vouchers.from_table import VoucherImporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beangulp.importer import Importer

    from fellesbok.filing.folder import Books
    from fellesbok_importers.bank import Answer
    from fellesbok_importers.intake.taking_in import Preview

MOST_FAULTS = 50
LARGE_BYTES = 1_000_000  # what takes about a second to read
ROWS_BETWEEN_SIGNS = 1_000
SECONDS_BETWEEN_LOOKS = 2


class ReadingIn:
    """Reads one document after another into the same books."""

    def __init__(  # noqa: PLR0913 -- one for each option
        self,
        main: Path,
        language: str,
        named: str | None,
        *,
        dry_run: bool,
        yes: bool,
        doubles: Answer | None = None,
    ) -> None:
        """Know the books, and how much to ask.

        ``doubles`` is what money is that the books may have already.
        """
        self.doubles = doubles
        self.main = main
        self.language = language
        self.named = named
        self.dry_run = dry_run
        self.yes = yes
        self._told: set[str] = set()

    def one(self, path: Path) -> bool:
        """Read one document; whether it could be read."""
        try:
            books = load(self.main)
            importer = self._importer(path, books)
            found = self._preview(path, importer, books, self.doubles)
            if found.asked and not self.dry_run:
                answer = self._ask(found)
                found = self._preview(path, importer, books, answer)
            for text in found.notices:
                if text not in self._told:
                    self._told.add(text)
                    tell_text(text, self.language)
            self._write(found, books)
        except RejectedError as error:
            self._what_is_refused(path, error.faults)
            tell_faults(error.faults, self.language)
            return False
        except CannotFileError as error:
            click.echo(say(error.text, self.language), err=True)
            return False
        return True

    def _preview(
        self, path: Path, importer: Importer, books: Books, answer: Answer | None
    ) -> Preview:
        """What the document would do, shown."""
        if isinstance(importer, BankImporter):
            importer.doubles = answer
        with _progress(path, importer, self.language):
            found = preview(path, importer, books)
        for line in preview_lines(found, self.language):
            click.echo(line)
        return found

    def _ask(self, found: Preview) -> Answer:
        """Whether money that the books may have is the same.

        Raises:
            RejectedError: Nobody is there to answer.
        """
        if self.yes:
            text = Text(
                "Ingenting er ført. Si --doubles same om det er de samme betalingene,"
                " eller --doubles other om det er andre."
            )
            last = Fault(str(found.path), None, None, "", text)
            raise RejectedError([*found.asked, last])
        question = Text(
            "Er det som ligner, de samme betalingene (same) eller andre (other)?"
        )
        choice = click.Choice(["same", "other"])
        answer = click.prompt(say(question, self.language), type=choice)
        return "same" if answer == "same" else "other"

    def _what_is_refused(self, path: Path, faults: tuple[Fault, ...]) -> None:
        """Say what the document is before what is wrong with it."""
        if path.is_file() and any(fault.path == str(path) for fault in faults):
            name, kind = str(path), called(path)
            text = Text("{path} ({kind}) er ikke lest inn:", path=name, kind=kind)
            click.echo(say(text, self.language), err=True)

    def _importer(self, path: Path, books: Books) -> Importer:
        if self.named is None:
            return identify(path, importers(books))
        stem = Path(self.named).stem
        return importer_of(stem, find_profile(self.named, books.root), books)

    def _write(self, found: Preview, books: Books) -> None:
        if not found.entries:
            tell_text(Text("Ingenting nytt; bøkene er som før."), self.language)
            return
        if self.dry_run:
            return
        question = Text("Skal dette føres?")
        if not self.yes and not is_wanted(question, self.language):
            tell_text(Text("Ingenting er skrevet."), self.language)
            return
        written = write(filing(found, books))
        tell_text(Text("Skrev {path}.", path=str(written)), self.language)


def watch(inbox: Path, reading: ReadingIn, *, once: bool) -> list[Path]:
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
                    if not reading.one(path):
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
        if path.is_file() and not is_link(path) and not path.name.startswith(".")
    )


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # taken away between two looks
        return 0, 0
    return found.st_size, found.st_mtime_ns


@contextmanager
def _progress(path: Path, importer: Importer, language: str) -> Iterator[None]:
    """A bar while a large file is read; nothing for a small one, or into a pipe."""
    small = not path.is_file() or path.stat().st_size < LARGE_BYTES
    if not isinstance(importer, VoucherImporter | OwnImporter) or not path.is_file():
        if not small:
            said = Text("Leser {path}", path=path.name)
            click.echo(f"{say(said, language)} …", err=True)
        yield
        return
    length = importer.length(str(path))
    with click.progressbar(
        length=length,
        label=say(Text("Leser {path}", path=path.name), language),
        file=sys.stderr,
        hidden=small or not sys.stderr.isatty(),
    ) as bar:

        def seen(rows: Iterator[Any]) -> Iterator[Any]:
            for count, row in enumerate(rows, start=1):
                if count % ROWS_BETWEEN_SIGNS == 0:
                    bar.update(ROWS_BETWEEN_SIGNS)
                yield row
            bar.update(length)

        importer.watch = seen
        yield


def tell_faults(faults: tuple[Fault, ...], language: str) -> None:
    """Tell the faults of a document on standard error; of very many, the first ones."""
    for fault in faults[:MOST_FAULTS]:
        click.echo(fault.shown(language), err=True)
    if len(faults) > MOST_FAULTS:
        rest = len(faults) - MOST_FAULTS
        click.echo(say(Text("… og {count} feil til.", count=rest), language), err=True)
