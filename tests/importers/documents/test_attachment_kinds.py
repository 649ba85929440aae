"""What is filed beside an invoice is of the kind it says, whole, and runs nothing."""

from __future__ import annotations

import pytest

from attached_documents import CSV
from attached_documents import JPEG
from attached_documents import OPEN_SHEET
from attached_documents import PDF
from attached_documents import SHEET
from attached_documents import open_sheet
from attached_documents import packed
from attached_documents import png
from attached_documents import sheet
from fellesbok_importers.documents.attachment_kinds import KINDS
from fellesbok_importers.documents.attachment_kinds import UnfitError
from fellesbok_importers.documents.attachment_kinds import check_content
from fellesbok_importers.documents.workbook import BROKEN

GOOD = {
    "application/pdf": PDF,
    "image/png": png(),
    "image/jpeg": JPEG,
    "text/csv": CSV,
    SHEET: sheet(),
    OPEN_SHEET: open_sheet(),
}


@pytest.mark.parametrize("mime", KINDS)
def test_a_document_of_each_kind_is_taken_in(mime: str) -> None:
    check_content(mime, GOOD[mime])


@pytest.mark.parametrize("mime", KINDS)
def test_another_kind_than_it_says_is_not(mime: str) -> None:
    other = b"\x00\x01 \x00" if mime == "text/csv" else b"Dato;Timer\n"
    with pytest.raises(UnfitError, match=r"typen «.*»|kan ikke ses"):
        check_content(mime, other)
    with pytest.raises(UnfitError, match="tomt"):
        check_content(mime, b"")


@pytest.mark.parametrize("mime", ["application/pdf", "image/png", "image/jpeg"])
def test_half_a_document_is_none(mime: str) -> None:
    with pytest.raises(UnfitError, match="ikke det typen"):
        check_content(mime, GOOD[mime][:-8])


RUNNING = {
    "pdf": ("application/pdf", PDF.replace(b"/Catalog", b"/Catalog/JavaScript 3 0 R")),
    "csv, markup": ("text/csv", b"Dato;<script>alert(1)</script>"),
    "xlsx, macros": (SHEET, sheet(("xl/macrosheets/1.xml", b"<a/>"))),
    "ods, scripts": (OPEN_SHEET, open_sheet(("Scripts/a.py", b"1"))),
}


@pytest.mark.parametrize(("mime", "content"), RUNNING.values(), ids=RUNNING)
def test_what_runs_is_not_filed(mime: str, content: bytes) -> None:
    with pytest.raises(UnfitError, match="kjører"):
        check_content(mime, content)


@pytest.mark.parametrize("cell", ["=1+1", '"=1+1"', " @SUM(A1)", "a;'=x"])
def test_a_table_has_no_formulas(cell: str) -> None:
    with pytest.raises(UnfitError, match="formler"):
        check_content("text/csv", f"a;b\n{cell}\n".encode())


def test_a_table_may_be_of_norwegian_windows() -> None:
    check_content("text/csv", "Måned;Beløp\n1;-5,00\n".encode("cp1252"))


def test_a_member_that_is_not_what_its_sum_says_is_broken() -> None:
    whole = packed(
        ("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")
    )
    at = whole.index(b"[Content_Types].xml") + len(b"[Content_Types].xml")
    broken = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
    with pytest.raises(UnfitError, match=str(BROKEN)):
        check_content(SHEET, broken)
