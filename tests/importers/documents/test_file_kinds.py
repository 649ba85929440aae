"""What kind of file somebody has given, for whoever must be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attached_documents import JPEG
from attached_documents import PDF
from attached_documents import open_sheet
from attached_documents import packed
from attached_documents import png
from attached_documents import sheet
from fellesbok_importers.documents.file_kinds import called
from fellesbok_importers.documents.file_kinds import is_cut
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.file_kinds import root_of

if TYPE_CHECKING:
    from pathlib import Path

ENVELOPE = (
    b'<sh:StandardBusinessDocument xmlns:sh="a"><sh:StandardBusinessDocumentHeader/>'
    b"<CreditNote/></sh:StandardBusinessDocument>"
)
UNKNOWN_FORM = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.05"/>'
KINDS = {
    "pdf": (PDF, "en PDF"),
    "png": (png(), "et bilde (PNG)"),
    "jpeg": (JPEG, "et bilde (JPEG)"),
    "xlsx": (sheet(), "et regneark (XLSX)"),
    "ods": (open_sheet(), "et dokument fra LibreOffice (ODS eller ODT)"),
    "zip": (packed(("a.txt", b"a")), "en ZIP-fil"),
    "broken": (sheet()[:60], "en ødelagt ZIP-fil"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammel Office"),
    "empty": (b"", "en tom fil"),
    "blank": (b"\xef\xbb\xbf \n", "en tom fil"),
    "json": (b' {"a": 1}', "en JSON-fil"),
    "giro": (b"NY000010", "innbetalinger fra Nets (OCR-giro)"),
    "html": (b"<!DOCTYPE html><p>", "en nettside (HTML)"),
    "invoice": (b"<?xml version='1.0'?><!-- <Order/> --><Invoice/>", "en faktura"),
    "prefix": (b"<n1:AuditFile xmlns:n1='a'/>", "en SAF-T-fil"),
    "utf-16": ("<Invoice/>".encode("utf-16"), "en faktura"),
    "enveloped": (ENVELOPE, "en kreditnota"),
    "unknown form": (UNKNOWN_FORM, "av typen «camt.060.001.05»"),
    "unknown": (b"<Vare/>", "et XML-dokument av typen «Vare»"),
}


@pytest.mark.parametrize(("content", "said"), KINDS.values(), ids=KINDS)
def test_a_file_is_what_it_begins_with(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "fil"
    path.write_bytes(content)
    assert said in str(kind_of(path))


def test_of_a_text_no_more_is_known(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_text("Bilag;Beløp\n", encoding="utf-8")
    assert kind_of(path) is None
    assert called(path) == "en tekstfil"
    assert called(tmp_path / "finnes ikke") == "en fil"
    assert root_of(path) == ""


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("<a><b/></a>", True),
        ("<n:a xmlns:n='x'><n:b/></n:a>\n", True),
        ("<a><b/></b>", False),
        ("<a><b/>", False),
        ("<a><b/></a", False),
        ("ingen ting", True),
    ],
)
def test_a_document_that_stops_on_the_way_is_cut(
    tmp_path: Path, text: str, *, is_whole: bool
) -> None:
    path = tmp_path / "fil.xml"
    path.write_text(text, encoding="utf-8")
    assert is_cut(path) is not is_whole
