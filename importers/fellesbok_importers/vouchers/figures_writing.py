"""Figures of a statistic → their file in the books, read back by those who use it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.folder import held
from fellesbok.filing.folder import load
from fellesbok.filing.listing import line_end
from fellesbok.filing.outside import changed
from fellesbok.filing.outside import unchanged
from fellesbok.messages import Text
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok.filing.folder import Books
    from fellesbok_importers.statistics.files import Figure


def figures_text(before: bytes | None, path: Path) -> str:
    """What stands in a file of figures.

    Raises:
        RejectedError: It is not text.
    """
    try:
        return (before or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        expected = Text("Filen er ikke lagret som UTF-8.")
        raise RejectedError.of(path, expected, row=row) from None


def write_figures(
    books: Books, path: Path, before: bytes | None, text: str, found: Iterable[Figure]
) -> None:
    """Write the file as it was, with the new figures, and read it back.

    The folder of the books is locked.  Where the agreements read the file, every figure
    must be in them afterwards; otherwise it is put back as it was.

    Args:
        books: The books as they were when the figures were asked for.
        path: The file.
        before: What it held then, or ``None``.
        text: What it shall hold, with lines that end in a line feed alone.
        found: The figures that it must hold.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    ends = text.encode().replace(b"\n", line_end(before or b""))
    content = BOM_UTF8 + ends if (before or b"").startswith(BOM_UTF8) else ends

    def still() -> None:
        unchanged(path, books)
        if held(path) != before:
            raise CannotFileError(changed(path))

    made = lacking(path.parent)
    try:
        make_folder(path.parent, is_inherited=True)
        put(path, content, like=books.main, still=still)
        if path in books.files:
            _read_back(books, found)
    except BaseException:
        if held(path) == content != before:
            if before is None:
                remove(path)
            else:
                put(path, before)
        remove_empty(made)
        raise


def _read_back(books: Books, found: Iterable[Figure]) -> None:
    """Load the books, and find every figure in the agreements."""
    after = load(books.main)
    faults = Counter(str(error.message) for error in after.errors)
    new = faults - Counter(str(error.message) for error in books.errors)
    if new:
        raise CannotFileError(
            Text(
                "Bøkene ville fått {count} nye feil, så ingenting er skrevet: {told}",
                count=new.total(),
                told=min(new),
            )
        )
    slugs = after.agreement.slug_by_name
    there = {
        (slug, day, observation.value)
        for statistic in after.agreement.statistics.values()
        for (slug, day), observation in statistic.observations.items()
    }
    for figure in found:
        slug = slugs[figure.municipality]
        if (slug, figure.day, Fraction(figure.value)) not in there:
            raise CannotFileError(
                Text(
                    "Bøkene ble lest på nytt, og tallet for {name} {day} er ikke med i"
                    " avtalene. Alt er tatt tilbake: bøkene er som før.",
                    name=figure.municipality,
                    day=figure.day,
                )
            )
