"""What a file is, by its content and not by its name (*filtype*), to tell who gave it.

Only the first bytes and, of a ZIP file, the names inside it are looked at; nothing is
unpacked or followed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.archives import BROKEN_ARCHIVE
from fellesbok_importers.documents.archives import opened_archive

if TYPE_CHECKING:
    from pathlib import Path

LOOKED_AT = 8192
LONGEST_END = 400
ZIP = b"PK\x03\x04"
PDF = b"%PDF"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OCR_GIRO = b"NY000010"
BINARY = {
    PDF: "en PDF",
    b"\x89PNG\r\n": "et bilde (PNG)",
    b"\xff\xd8\xff": "et bilde (JPEG)",
    b"GIF8": "et bilde (GIF)",
    b"\x1f\x8b": "en pakket fil (GZIP)",
    b"7z\xbc\xaf": "en pakket fil (7z)",
    b"Rar!": "en pakket fil (RAR)",
    b"\xd0\xcf\x11\xe0": "et dokument fra gammel Office (XLS, DOC eller MSG)",
    b"{\\rtf": "et tekstdokument (RTF)",
}
"""What a file begins with that is no text."""
MEMBERS = {
    "xl/workbook.xml": "et regneark (XLSX)",
    "word/document.xml": "et tekstdokument (DOCX)",
    "ppt/presentation.xml": "en presentasjon (PPTX)",
    "content.xml": "et dokument fra LibreOffice (ODS eller ODT)",
}
ROOTS = {
    "Invoice": "en faktura",
    "CreditNote": "en kreditnota",
    "SelfBilledInvoice": "en selvfakturering",
    "SelfBilledCreditNote": "en selvfakturert kreditnota",
    "CrossIndustryInvoice": "en faktura i et annet format (CII)",
    "Reminder": "en purring",
    "Statement": "en oversikt fra en leverandør",
    "Order": "en ordre",
    "OrderChange": "en endring av en ordre",
    "OrderCancellation": "en kansellering av en ordre",
    "OrderResponse": "et ordresvar",
    "OrderResponseSimple": "et ordresvar",
    "Catalogue": "en varekatalog",
    "CatalogueDeletion": "en sletting av en varekatalog",
    "DespatchAdvice": "en pakkseddel",
    "ReceiptAdvice": "et varemottak",
    "Quotation": "et tilbud",
    "RemittanceAdvice": "et betalingsvarsel",
    "ApplicationResponse": "et svar på et dokument",
    "AuditFile": "en SAF-T-fil",
    "BkToCstmrStmt": "en kontoutskrift fra banken (camt.053)",
    "BkToCstmrDbtCdtNtfctn": "en melding fra banken (camt.054)",
    "BkToCstmrAcctRpt": "en saldorapport fra banken (camt.052)",
    "CstmrCdtTrfInitn": "en betalingsfil til banken (pain.001)",
    "CstmrPmtStsRpt": "en kvittering fra banken (pain.002)",
    "html": "en nettside (HTML)",
    "svg": "et bilde (SVG)",
}
"""The outermost element of a document, or of what its envelope holds."""
ENVELOPES = {"StandardBusinessDocument", "StandardBusinessDocumentHeader", "Document"}
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_NOT_ELEMENTS = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ISO_20022 = re.compile(rb"urn:iso:std:iso:20022:tech:xsd:([\w.]+)")
_HTML = re.compile(rb"\A\s*(<!doctype\s+html|<html)\b", re.IGNORECASE)


def kind_of(path: Path) -> Text | None:
    """What kind of file it is, with an article; ``None`` where that cannot be told."""
    head = _head(path)
    if head.startswith(ZIP):
        return _packed(path)
    begins = next((known for known in BINARY if head.startswith(known)), None)
    if begins is not None:
        return Text(BINARY[begins])
    text = plain(head)
    if not text.strip():
        return Text("en tom fil")
    if text.startswith(OCR_GIRO):
        return Text("innbetalinger fra Nets (OCR-giro)")
    if text.lstrip()[:1] in {b"{", b"["}:
        return Text("en JSON-fil")
    return _marked_up("html" if _HTML.match(text) else root_of(path))


def called(path: Path) -> Text:
    """What a file is, for whoever must be told of it; a text where no more is known."""
    try:
        return kind_of(path) or Text("en tekstfil")
    except OSError:
        return Text("en fil")


def _marked_up(root: str) -> Text | None:
    if root in ROOTS:
        return Text(ROOTS[root])
    return Text("et XML-dokument av typen «{root}»", root=root) if root else None


def root_of(path: Path) -> str:
    """The outermost element's name, or that of what an envelope is around.

    The form, where it is one of ISO 20022 that is not known.
    """
    text = plain(_head(path))
    if not text.lstrip().startswith(b"<"):
        return ""
    names = [name.decode() for name in _ELEMENT.findall(_NOT_ELEMENTS.sub(b"", text))]
    if names[:1] and names[0] in ENVELOPES:
        form = _ISO_20022.search(text)
        forms = [form[1].decode()] if form else []
        names = [name for name in names if name in ROOTS] or forms or names
    return names[0] if names else ""


def is_cut(path: Path) -> bool:
    """Whether the outermost element has no end: a document that stops on the way."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_END))
        end = plain(file.read()).rstrip()
    names = _ELEMENT.findall(_NOT_ELEMENTS.sub(b"", plain(_head(path))))
    if not names:
        return False
    closing = re.compile(rb"</([\w.-]+:)?" + re.escape(names[0]) + rb"\s*>\Z")
    return not closing.search(end)


def plain(beginning: bytes) -> bytes:
    """Markup without a byte order mark, and of UTF-16 too."""
    return beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LOOKED_AT)


def _packed(path: Path) -> Text:
    """What a ZIP file holds, by the names in it."""
    try:
        with opened_archive(path) as archive:
            names = set(archive.namelist())
    except BROKEN_ARCHIVE:
        return Text("en ødelagt ZIP-fil")
    known = next((name for name in MEMBERS if name in names), None)
    return Text("en ZIP-fil") if known is None else Text(MEMBERS[known])
