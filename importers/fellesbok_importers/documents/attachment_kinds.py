"""Whether a document is what it says that it is, by its content (*vedleggstyper*).

The six kinds that Peppol lets an invoice hold.  One that can run something is looked at
for it: what is packed inside a PDF cannot be seen, so this is a sieve and no promise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.filing.document_kinds import is_jpeg
from fellesbok.filing.document_kinds import is_pdf
from fellesbok.filing.document_kinds import is_png
from fellesbok.filing.document_kinds import pdf_runs
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen
from fellesbok_importers.documents.archives import BROKEN_ARCHIVE
from fellesbok_importers.documents.archives import opened_archive
from fellesbok_importers.documents.workbook import BROKEN
from fellesbok_importers.documents.workbook import check_members
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
KINDS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/csv": "csv",
    SHEET: "xlsx",
    OPEN_SHEET: "ods",
}
"""The kinds that are taken in, each with the ending of its file."""

_MARKUP = re.compile(r"\A\s*<|<\s*(script|html|svg|!doctype)", re.IGNORECASE)
_FORMULA = re.compile(r"(^|[;,\t\n\r])[ \"']*[=@]")
_SHEET_RUNS = re.compile(
    r"^(basic|scripts|object|xl/embeddings|xl/macrosheets)\b", re.IGNORECASE
)
RUNS = Text("Det inneholder skript eller noe annet som kjører.")


class UnfitError(InWordsError):
    """A document that is not filed; ``text`` says why."""


def check_content(mime: str, content: bytes) -> None:
    """The content is of the kind that it says, whole, and runs nothing that is seen.

    Raises:
        UnfitError: It is not; says why.
    """
    if not content:
        raise UnfitError(Text("Det er tomt."))
    if not _IS_KIND[mime](content):
        raise UnfitError(Text("Innholdet er ikke det typen «{mime}» sier.", mime=mime))
    if mime == "application/pdf" and pdf_runs(content):
        raise UnfitError(RUNS)
    if mime == "text/csv":
        _check_table(_text(content) or "")
    if mime in {SHEET, OPEN_SHEET}:
        _check_sheet(content)


def _is_table(content: bytes) -> bool:
    text = _text(content)
    return text is not None and first_unseen(text) is None


def _is_sheet(content: bytes) -> bool:
    names = _names(content)
    return {"[Content_Types].xml", "xl/workbook.xml"} <= names


def _is_open_sheet(content: bytes) -> bool:
    """Its first member is its kind, unpacked, so that it can be read from outside."""
    said = content[30 : 30 + len("mimetype") + len(OPEN_SHEET)]
    return said == f"mimetype{OPEN_SHEET}".encode() and "content.xml" in _names(content)


_IS_KIND: dict[str, Callable[[bytes], bool]] = {
    "application/pdf": is_pdf,
    "image/png": is_png,
    "image/jpeg": is_jpeg,
    "text/csv": _is_table,
    SHEET: _is_sheet,
    OPEN_SHEET: _is_open_sheet,
}


def _text(content: bytes) -> str | None:
    """A table as text: UTF-8, or else what Norwegian Windows writes."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _check_table(text: str) -> None:
    if _MARKUP.search(text):
        raise UnfitError(RUNS)
    if _FORMULA.search(text):
        raise UnfitError(Text("Det inneholder formler, som et regneark ville kjørt."))


def _names(content: bytes) -> set[str]:
    """The members of a zip file; none where it is no such file."""
    try:
        with opened_archive(content) as book:
            return set(book.namelist())
    except BROKEN_ARCHIVE:
        return set()


def _check_sheet(content: bytes) -> None:
    """Every member is in order, and none is a macro or another document.

    Nothing is unpacked above what ``check_members`` lets through.
    """
    try:
        with opened_archive(content) as book:
            check_members(book, "")
            runs = any(_SHEET_RUNS.search(name) for name in book.namelist())
            broken = book.testzip() is not None
    except RejectedError as refused:
        raise UnfitError(refused.faults[0].expected) from None
    except BROKEN_ARCHIVE:
        raise UnfitError(BROKEN) from None
    if runs:
        raise UnfitError(RUNS)
    if broken:
        raise UnfitError(BROKEN)
