"""What to tell somebody whose document no profile knows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.bank import looks_like_bank
from fellesbok_importers.bank import numbers_of
from fellesbok_importers.documents.archives import BROKEN_ARCHIVE
from fellesbok_importers.documents.archives import TooManyMembersError
from fellesbok_importers.documents.archives import opened_archive
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.documents.file_kinds import MEMBERS
from fellesbok_importers.documents.file_kinds import OLD_WORKBOOK
from fellesbok_importers.documents.file_kinds import PDF
from fellesbok_importers.documents.file_kinds import ZIP
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.file_kinds import root_of
from fellesbok_importers.documents.ocr_giro import looks_like_ocr_giro
from fellesbok_importers.documents.ocr_giro import read_ocr_giro
from fellesbok_importers.documents.saft import is_saft
from fellesbok_importers.documents.xlsx_sheet import filled_sheets
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.faults import shortened
from fellesbok_importers.invoices import buyer_of
from fellesbok_importers.invoices import looks_like_ehf
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.rows.recognition import near_miss
from fellesbok_importers.rows.sheet import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beangulp.importer import Importer

MOST_NAMED = 10
_WORKBOOK = "xl/workbook.xml"
SHEET = MEMBERS["xl/workbook.xml"]


def _refuse_without_account(path: Path) -> None:
    """Say what a bank's document lacks that no account can be told from.

    Raises:
        RejectedError: Always but where it can be read after all.
    """
    if looks_like_ocr_giro(path):
        read_ocr_giro(path)
    else:
        read_statements(path)


def not_known(path: Path) -> Text:
    """What kind of document it is, and which profile would read it.

    Raises:
        RejectedError: It is of a kind that is known, and cannot be read.
    """
    if looks_like_bank(path):
        if not numbers_of(path) - {""}:
            _refuse_without_account(path)
        return Text(
            "Filen er fra banken, for konto {numbers}, som ingen profil nevner. Legg"
            " kontoen til under bank.accounts i en profil med like: bank.",
            numbers=", ".join(sorted(numbers_of(path))),
        )
    if looks_like_ehf(path):
        return Text(
            "Filen er en faktura til «{buyer}», som ingen profil nevner. Lag en profil"
            " med like: ehf og booking.host.",
            buyer=buyer_of(path).shown,
        )
    refused = unreadable(path)
    if refused is not None:
        return refused
    kind = kind_of(path)
    if kind is not None and kind != SHEET:
        return Text(
            "Filen er {kind}. Ingen profil her leser slike; «fellesbok profile» ser på"
            " filen og foreslår en, om den kan leses.",
            kind=kind,
        )
    return Text(
        "Ingen profil kjenner denne filen. «fellesbok profile» ser på den og foreslår"
        " en. {begins}",
        begins=_begins(path),
    )


def nearly_known(path: Path, importers: Sequence[Importer]) -> tuple[Fault, ...]:
    """Why a profile of the region that has most of its columns cannot read a file."""
    for importer in importers:
        profile = getattr(importer, "profile", None)
        name = importer.name.rpartition(".")[2]
        if profile is None or name in preset_names():
            continue
        if misses := near_miss(str(path), profile):
            said = Text("Profilen «{name}» ligner, men kan ikke lese filen.", name=name)
            return (Fault(str(path), None, None, "", said), *misses)
    return ()


def unreadable(path: Path) -> Text | None:
    """What no profile can read, by how it begins; ``None`` where one might."""
    with suppress(OSError), path.open("rb") as file:
        beginning = file.read(len(OLD_WORKBOOK))
        if not beginning:
            return Text("Filen er tom.")
        if beginning.startswith(PDF):
            return Text(
                "Filen er en PDF, som ikke kan leses inn. Be om CSV eller XLSX."
            )
        if beginning == OLD_WORKBOOK:
            return Text("Filen er et gammelt regneark (XLS); lagre det som XLSX.")
        return _archive(path) if beginning.startswith(ZIP) else _other_xml(path)
    return None


def _archive(path: Path) -> Text | None:
    """A zip file that is no workbook of the form that is read."""
    try:
        names = _names(path)
    except TooManyMembersError:
        return Text("Filen har for mange deler.")
    if "mimetype" in names and "content.xml" in names:
        return Text("Filen er et regneark i ODS; lagre det som XLSX.")
    if _WORKBOOK in names:
        return None
    if not names:
        return Text("Filen er avkuttet eller ødelagt; hent den på nytt.")
    return Text(
        "Filen er en zip-fil med {names}. Pakk den ut først.",
        names=", ".join(names[:MOST_NAMED]),
    )


def _other_xml(path: Path) -> Text | None:
    """XML that is none of the forms that are read."""
    if not root_of(path) or is_saft(str(path)):
        return None
    return Text(
        "Filen er {kind}. Ingen profil her leser slike; det som leses av XML, er"
        " camt.053, camt.054 og camt.052 fra banken, EHF og SAF-T.",
        kind=kind_of(path) or Text("XML"),
    )


def _names(path: Path) -> list[str]:
    """The names of the parts; none where it cannot be read.

    Raises:
        TooManyMembersError: They are more than anybody reads.
    """
    try:
        with opened_archive(path) as book:
            return book.namelist()
    except TooManyMembersError:
        raise
    except BROKEN_ARCHIVE:
        return []


def _begins(path: Path) -> Text | str:
    """The names of the sheets or of the columns, by which a person knows the file."""
    try:
        if _WORKBOOK in _names(path):
            names = ", ".join(filled_sheets(str(path)))
            return Text("Regnearket har arkene {names}.", names=names)
        first = decoded(str(path)).lstrip().partition("\n")[0].strip()
    except RejectedError as refused:
        return refused.faults[0].expected
    return Text("Den begynner med «{first}».", first=shortened(first))
