"""An XML document as it lies in a file, or as the only one in a zip file.

SAF-T is handed in as zip.  The archive is foreign: what its table of contents tells is
looked at first, and nothing is unpacked to disk.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.archives import BROKEN_ARCHIVE
from fellesbok_importers.documents.archives import MOST_MEMBERS
from fellesbok_importers.documents.archives import TooManyMembersError
from fellesbok_importers.documents.archives import is_too_dense
from fellesbok_importers.documents.archives import opened_archive
from fellesbok_importers.documents.file_kinds import ZIP
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path


def is_packed(path: Path) -> bool:
    """Whether a file is a zip archive, which a workbook is too."""
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) == ZIP
    except OSError:
        return False


@contextmanager
def opened(path: Path, most_bytes: int) -> Iterator[IO[bytes]]:
    """The document, from the file or from the archive that it is alone in.

    Raises:
        RejectedError: It is too large, or the archive has none, several, or is broken.
    """
    if not is_packed(path):
        if path.stat().st_size > most_bytes:
            raise RejectedError.of(path, Text("Filen er for stor."))
        with path.open("rb") as file:
            yield file
        return
    try:
        with opened_archive(path) as book:
            member = _only(book, path, most_bytes)
            with book.open(member) as file:
                yield file
    except TooManyMembersError:
        raise RejectedError.of(path, Text("Filen er for stor.")) from None
    except BROKEN_ARCHIVE:
        text = Text("Zip-filen er ødelagt eller kryptert.")
        raise RejectedError.of(path, text) from None


def xml_names(path: Path) -> list[str]:
    """The XML documents in an archive; none where it cannot be read."""
    try:
        with opened_archive(path) as book:
            return [member.filename for member in _documents(book)]
    except BROKEN_ARCHIVE:
        return []


def _documents(book: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The documents of an archive; those that a Mac puts beside them are none."""
    return [
        member
        for member in book.infolist()
        if member.filename.lower().endswith(".xml")
        and not member.filename.startswith("__MACOSX/")
    ]


def _only(book: zipfile.ZipFile, path: Path, most_bytes: int) -> zipfile.ZipInfo:
    if len(book.infolist()) > MOST_MEMBERS:
        raise RejectedError.of(path, Text("Filen er for stor."))
    found = _documents(book)
    if len(found) != 1:
        names = ", ".join(member.filename for member in found)
        expected = Text("Zip-filen har ingen XML-fil.")
        if found:
            expected = Text(
                "Zip-filen har flere XML-filer. Pakk den ut, og les inn hver av dem."
            )
        raise RejectedError.of(path, expected, names)
    member = found[0]
    size = member.file_size
    if size > most_bytes or is_too_dense(size, member.compress_size):
        raise RejectedError.of(path, Text("Filen er for stor."), member.filename)
    return member
