"""What a document is, told from how it begins, for whoever must be told of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.ocr_giro import looks_like_ocr_giro

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF"
ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 4096
_ISO_20022 = re.compile(rb"urn:iso:std:iso:20022:tech:xsd:([\w.]+)")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_BY_WORD = {
    b"BkToCstmrStmt": Text("kontoutskrift, camt.053"),
    b"BkToCstmrDbtCdtNtfctn": Text("melding fra banken, camt.054"),
    b"BkToCstmrAcctRpt": Text("foreløpig kontorapport, camt.052"),
    b"<AuditFile": Text("regnskapsfil, SAF-T"),
    b":AuditFile": Text("regnskapsfil, SAF-T"),
    b"CrossIndustryInvoice": Text("faktura i en form som ikke leses, CII"),
    b"xsd:Invoice-2": Text("faktura, EHF"),
    b"xsd:CreditNote-2": Text("kreditnota, EHF"),
}


def kind_of(path: Path) -> Text:
    """What a document is, as far as its beginning tells."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return Text("fil")
    if looks_like_ocr_giro(path):
        return Text("innbetalinger, OCR-giro")
    plain = head.replace(b"\0", b"")
    by_word = (kind for word, kind in _BY_WORD.items() if word in plain)
    root = root_of(path)
    other = Text("XML-fil, «{root}»", root=root) if root else Text("tekstfil")
    if head.startswith((ZIP, OLD_WORKBOOK)):
        other = Text("regneark")
    if head.startswith(PDF):
        other = Text("PDF")
    return next(by_word, other if head.strip() else Text("tom fil"))


def root_of(path: Path) -> str:
    """What an XML document calls itself, or nothing.

    The name of its first element, or of its form where that is one of ISO 20022.
    """
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).replace(b"\0", b"")
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        return ""
    found = _ISO_20022.search(head) or _ROOT.search(head)
    return found[1].decode() if found else ""
