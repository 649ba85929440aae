"""Documents to put inside an e-invoice: small good ones, and what an enemy sends."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from dataclasses import dataclass

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
CSV = b"Dato;Timer;Hvem\n05.03.2018;7,5;Konsulent\n"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGE_BYTES = 1_000_000
"""More than so many are packed as fast as can be: every process packs the bombs."""
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"


def png() -> bytes:
    """A white picture of one dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + check

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    dots = chunk(b"IDAT", zlib.compress(b"\0\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def packed(*members: tuple[str, bytes], stored: int = 0) -> bytes:
    """A zip file, always the same bytes; the first members may be kept unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for place, (name, content) in enumerate(members):
            how = zipfile.ZIP_STORED if place < stored else zipfile.ZIP_DEFLATED
            level = 1 if len(content) > LARGE_BYTES else None
            info = zipfile.ZipInfo(name, (2018, 3, 5, 0, 0, 0))
            made.writestr(info, content, how, level)
    return file.getvalue()


def sheet(*more: tuple[str, bytes]) -> bytes:
    """The outline of a workbook (XLSX)."""
    parts = ("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")
    return packed(*parts, *more)


def open_sheet(*more: tuple[str, bytes]) -> bytes:
    """The outline of a workbook (ODS)."""
    kind = "mimetype", OPEN_SHEET.encode()
    return packed(kind, ("content.xml", b"<document/>"), *more, stored=1)


@dataclass(frozen=True)
class Inside:
    """A document as an invoice holds it; ``written`` is what stands there, if given."""

    mime: str
    content: bytes = b""
    name: str = "fil"
    written: str | None = None

    def xml(self) -> str:
        """The element of the invoice."""
        text = self.written
        if text is None:
            text = base64.encodebytes(self.content).decode()
        return f"""
  <cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
    <cbc:EmbeddedDocumentBinaryObject mimeCode="{self.mime}" filename="{self.name}">{
            text
        }</cbc:EmbeddedDocumentBinaryObject>
  </cac:Attachment></cac:AdditionalDocumentReference>"""


GOOD = {
    "pdf": Inside("application/pdf", PDF, "Timeliste mars.pdf"),
    "png": Inside("image/png", png(), "bilde.PNG"),
    "jpg": Inside("image/jpeg", JPEG, "bilde"),
    "csv": Inside("text/csv", CSV, "timer.csv"),
    "csv in cp1252": Inside("text/csv", "Størrelse;1\n".encode("cp1252"), "å.csv"),
    "xlsx": Inside(SHEET, sheet(), "timer.xlsx"),
    "ods": Inside(OPEN_SHEET, open_sheet(), "timer.ods"),
}
SCRIPT = b"<script>alert(1)</script>"
HOSTILE = {
    "nothing": Inside("application/pdf", b""),
    "no base64": Inside("application/pdf", written="%%%"),
    "half of base64": Inside("application/pdf", written="JVBERi0xLjQ"),
    "base64 with something else": Inside("application/pdf", written="JVBE-_Ri"),
    "HTML as HTML": Inside("text/html", SCRIPT, "a.html"),
    "SVG as SVG": Inside("image/svg+xml", b"<svg onload='alert(1)'/>", "a.svg"),
    "a script as a script": Inside("text/javascript", b"alert(1)", "a.js"),
    "a program": Inside("application/octet-stream", b"MZ" + bytes(200), "a.exe"),
    "a zip": Inside("application/zip", packed(("a", b"b")), "a.zip"),
    "no type": Inside("", PDF),
    "HTML as PDF": Inside("application/pdf", b"<!doctype html>" + SCRIPT),
    "HTML after PDF": Inside("application/pdf", b"%PDF-1.4\n" + SCRIPT),
    "a program as PDF": Inside("application/pdf", b"MZ" + bytes(500)),
    "half a PDF": Inside("application/pdf", PDF[:60]),
    "PDF with JavaScript": Inside(
        "application/pdf", PDF.replace(b"/Type/Catalog", b"/OpenAction<</JS(a)>>")
    ),
    "PDF that starts a program": Inside(
        "application/pdf", PDF.replace(b"/Type/Catalog", b"/AA<</S/Launch>>")
    ),
    "HTML as PNG": Inside("image/png", SCRIPT),
    "PNG as JPEG": Inside("image/jpeg", png()),
    "half a PNG": Inside("image/png", png()[:40]),
    "PNG with HTML after it": Inside("image/png", png() + SCRIPT),
    "half a JPEG": Inside("image/jpeg", JPEG[:-2]),
    "HTML as CSV": Inside("text/csv", b"  <!DOCTYPE html>" + SCRIPT),
    "a script in CSV": Inside("text/csv", b"a;b\n1;" + SCRIPT),
    "a formula in CSV": Inside("text/csv", b"a;b\n1;=cmd|' /C calc'!A0\n"),
    "a quoted formula in CSV": Inside("text/csv", b'a,"=HYPERLINK(1)"\n'),
    "NUL in CSV": Inside("text/csv", b"a;b\0\n"),
    "turned direction in CSV": Inside("text/csv", "a;\u202eb\n".encode()),
    "a macro in XLSX": Inside(SHEET, sheet(("xl/vbaProject.bin", b"x"))),
    "a link out of XLSX": Inside(SHEET, sheet(("xl/externalLinks/e1.xml", b"<a/>"))),
    "a document in XLSX": Inside(SHEET, sheet(("xl/embeddings/a.docx", b"x"))),
    "a path out of XLSX": Inside(SHEET, sheet(("../../inn", b"x"))),
    "a bomb in XLSX": Inside(SHEET, sheet(("xl/a.xml", bytes(60_000_000)))),
    "a zip as XLSX": Inside(SHEET, packed(("a", b"b"))),
    "ODS as XLSX": Inside(SHEET, open_sheet()),
    "half of XLSX": Inside(SHEET, sheet()[:-30]),
    "XLSX with a hole": Inside(SHEET, sheet().replace(b"PK\x03\x04", b"PK\x03\x05", 1)),
    "a macro in ODS": Inside(OPEN_SHEET, open_sheet(("Basic/Standard/a.xml", b"x"))),
    "a script in ODS": Inside(OPEN_SHEET, open_sheet(("Scripts/python/a.py", b"x"))),
    "a bomb in ODS": Inside(OPEN_SHEET, open_sheet(("a.xml", bytes(60_000_000)))),
    "XLSX as ODS": Inside(OPEN_SHEET, sheet()),
    "too large": Inside("image/jpeg", JPEG[:-2] + bytes(20_000_001) + JPEG[-2:]),
}
NAMES = {
    "../../../etc/cron.d/inn": "inn.pdf",
    "..\\..\\autoexec.bat": "autoexec.pdf",
    "/etc/passwd": "passwd.pdf",
    "faktura.pdf.exe": "faktura-pdf.pdf",
    ".skjult": "skjult.pdf",
    "a b&#10;c.pdf": "a-b-c.pdf",
    "": "1.pdf",
    "…": "vedlegg.pdf",
    "å" * 300 + ".pdf": "å" * 40 + ".pdf",
    "-rf ~.pdf": "rf.pdf",
    "&lt;script&gt;.pdf": "script.pdf",
}
"""What an invoice may call a PDF, and what that becomes."""
