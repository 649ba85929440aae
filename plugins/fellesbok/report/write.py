"""The report in a format → a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import held
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_beside
from fellesbok.messages import Text
from fellesbok.pdf import NoPdfError
from fellesbok.pdf import pdf
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.xlsx import xlsx

if TYPE_CHECKING:
    from fellesbok.filing.folder import Books
    from fellesbok.report.contents import Report

FORMATS = ("html", "pdf", "xlsx", "md")


class CannotWriteError(InWordsError):
    """There will be no file; ``text`` says why."""


def rendered(
    report: Report,
    form: str,
    language: str,
    fava: str = "",
    *,
    appendices: bool = False,
) -> bytes:
    """The report in one of the formats.

    Args:
        report: The figures.
        form: One of ``FORMATS``.
        language: ``nb`` or ``en``.
        fava: The address of the books in a running Fava, or nothing.
        appendices: Whether a PDF has the explanations and sources; a page has them
            always, as its links lead to them, and the others have none.

    Raises:
        CannotWriteError: What makes PDF files is not installed.
    """
    match form:
        case "html":
            return html(report, language, fava).encode()
        case "pdf":
            try:
                return pdf(html(report, language, fava, appendices=appendices))
            except NoPdfError as error:
                raise CannotWriteError(error.text) from None
        case "xlsx":
            return xlsx(report, language)
        case "md":
            return markdown(report, language).encode()
        case _:
            raise ValueError(form)


def default_name(year: int, form: str, payer: str = "") -> Path:
    """The file's name in the current folder, if nothing else is said."""
    if payer:
        return Path(f"rapport-{year}-{payer}.{form}")
    return Path(f"samlet-rapportering-{year}.{form}")


def check_target(path: Path, form: str) -> bytes | None:
    """Refuse to replace what cannot be a report of before; gives what is there now.

    Raises:
        CannotWriteError: There is something else with that name, or no such folder.
        CannotFileError: It may not be read.
    """
    with in_words(path):
        before = held(path)
    if path.exists() and (not path.is_file() or path.suffix != f".{form}"):
        raise CannotWriteError(
            Text(
                "{path} finnes og er ikke en .{form}-fil; den blir ikke skrevet over.",
                path=str(path),
                form=form,
            )
        )
    if not path.parent.is_dir():
        raise CannotWriteError(
            Text("Mappen {folder} finnes ikke.", folder=str(path.parent))
        )
    return before


def write(path: Path, content: bytes, books: Books, before: bytes | None) -> None:
    """Replace the file in one step; nobody sees half of it.

    Args:
        path: The file.
        content: What it shall hold.
        books: The books that it is made of, which are not written over.
        before: What it held when the command began, or ``None``.

    Raises:
        CannotWriteError: It is a part of the books, it or they were changed since, or
            the disk does not work.
    """
    try:
        put_beside(path, content, before, books)
    except CannotFileError as error:
        raise CannotWriteError(error.text) from None
