"""A refusal says what the file is and what is wrong with it, at its line."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.unknown import not_known
from fellesbok_importers.invoices.ehf import read_invoice
from invoice_documents import invoice
from invoice_documents import line

if TYPE_CHECKING:
    from pathlib import Path

GOOD = invoice(line("1000.00", "155"))
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
BOMB = """<?xml version="1.0"?>
<!-- en bombe -->
<!DOCTYPE lol [
  <!ENTITY a "aaaaaaaaaa">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<Invoice><ID>&b;</ID></Invoice>
"""


def ubl(name: str) -> str:
    return f'<?xml version="1.0"?>\n<!-- x -->\n<{name} xmlns="{UBL}{name}-2"/>\n'


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


NO_XML = {
    "empty": (b"", "Filen er en tom fil, og ikke XML."),
    "blank": (b"\n \n", "Filen er en tom fil, og ikke XML."),
    "a PDF": (b"%PDF-1.7\n%%EOF", "Filen er en PDF, og ikke XML."),
    "a picture": (b"\x89PNG\r\n\x1a\n", "Filen er et bilde (PNG), og ikke XML."),
    "a page": (
        b"<!DOCTYPE html>\n<html><body><p>Logg inn</body></html>",
        "Filen er en nettside (HTML), og ikke XML.",
    ),
    "a page without a type": (
        b"<html><head><br></head></html>",
        "Filen er en nettside (HTML), og ikke XML.",
    ),
    "a sheet": (packed("xl/workbook.xml"), "Filen er et regneark (XLSX), og ikke XML."),
    "packed": (packed("faktura.xml"), "Filen er en ZIP-fil, og ikke XML."),
    "JSON": (b'{"a": 1}', "Filen er en JSON-fil, og ikke XML."),
    "a text": (b"Hei, her er fakturaen.", "Filen er ikke XML."),
}


@pytest.mark.parametrize(("content", "said"), NO_XML.values(), ids=NO_XML)
def test_what_is_no_xml_is_called_what_it_is(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """At every entrance for XML: they all read by the same."""
    path = tmp_path / "faktura.xml"
    path.write_bytes(content)
    for read in (read_invoice, lambda path: list(elements(path, {"x"}))):
        with pytest.raises(RejectedError) as refused:
            read(path)
        assert said in str(refused.value)
        assert str(path) in str(refused.value)


BROKEN = [
    (
        GOOD[:-20],
        GOOD[:-20].count("\n") + 1,
        "Filen er en faktura, og er avkuttet: slutten mangler.",
    ),
    (
        GOOD[:900],
        GOOD[:900].count("\n") + 1,
        "Filen er en faktura, og er avkuttet: slutten mangler.",
    ),
    (
        GOOD.replace("</cbc:ID>", "</cbc:Id>", 1),
        5,
        "Filen er en faktura, men et element er lukket med et annet navn her.",
    ),
    (
        GOOD.replace("Datahuset AS", "Data&hus; AS"),
        9,
        "Filen er en faktura, men her er en entitet som ikke finnes.",
    ),
    (BOMB, 3, "DOCTYPE: Fant «DOCTYPE». Filen definerer egne entiteter (DOCTYPE)"),
    (
        '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "/etc/passwd">\n<Invoice/>',
        2,
        "Filen kan ikke ha en DOCTYPE.",
    ),
]


@pytest.mark.parametrize(("text", "row", "said"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_wrong_is_said_in_norwegian_at_its_line(
    tmp_path: Path, text: str, row: int | None, said: str
) -> None:
    path = tmp_path / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RejectedError) as refused:
        read_invoice(path)
    (fault,) = refused.value.faults
    assert said.removeprefix("DOCTYPE: ") in str(fault)
    if row is not None:
        assert fault.row == row


OTHERS = {
    "Order": "en ordre",
    "OrderResponse": "et ordresvar",
    "Reminder": "en purring",
    "Catalogue": "en varekatalog",
    "DespatchAdvice": "en pakkseddel",
    "ApplicationResponse": "et svar på et dokument",
    "Tender": "et XML-dokument av typen «Tender»",
}


@pytest.mark.parametrize(("root", "kind"), OTHERS.items())
def test_a_document_of_another_kind_is_called_by_its_kind(
    tmp_path: Path, root: str, kind: str
) -> None:
    path = tmp_path / "dokument.xml"
    path.write_text(ubl(root), encoding="utf-8")
    said = f"Filen er {kind}, og ikke en faktura eller kreditnota på EHF."
    with pytest.raises(RejectedError) as refused:
        read_invoice(path)
    assert said in str(refused.value)
    assert not_known(path).startswith(f"Filen er {kind}. Ingen profil her leser slike")


SHEETS = {
    "an old one": (b"\xd0\xcf\x11\xe0", "et dokument fra gammel Office"),
    "a PDF": (b"%PDF-1.4", "en PDF"),
    "empty": (b"", "en tom fil"),
    "a page": (b"<html>", "en nettside (HTML)"),
    "a text": (packed("word/document.xml"), "et tekstdokument (DOCX)"),
    "an open one": (packed("content.xml"), "et dokument fra LibreOffice"),
    "packed": (packed("a.csv"), "en ZIP-fil"),
    "cut": (packed("xl/workbook.xml")[:50], "en ødelagt ZIP-fil"),
}


@pytest.mark.parametrize(("content", "kind"), SHEETS.values(), ids=SHEETS)
def test_what_is_no_sheet_is_called_what_it_is(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "bilag.xlsx"
    path.write_bytes(content)
    with pytest.raises(RejectedError) as refused:
        list(sheet_rows(str(path), None))
    assert f"Filen er {kind}" in str(refused.value)
    assert "og ikke et regneark (XLSX)." in str(refused.value)


def test_an_envelope_is_called_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "konvolutt.xml"
    inside = ubl("Order").partition("-->\n")[2]
    path.write_text(
        f"<StandardBusinessDocument>{inside}</StandardBusinessDocument>", "utf-8"
    )
    with pytest.raises(RejectedError, match="Filen er en ordre, og ikke en faktura"):
        read_invoice(path)
