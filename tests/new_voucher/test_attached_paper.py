"""A document is a bounded file that is what it seems to be."""

from __future__ import annotations

import pytest

from fellesbok.new_voucher.attached_paper import MOST_BYTES
from fellesbok.new_voucher.attached_paper import UnfitPaperError
from fellesbok.new_voucher.attached_paper import paper_of

PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"IEND\xae\x42\x60\x82"


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("faktura.pdf", PDF, "faktura.pdf"),
        ("..\\..\\main.beancount", PDF, "main.pdf"),
        ("../../etc/passwd", PNG, "passwd.png"),
        ("C:\\fakepath\\Skjerm bilde.PNG", PNG, "Skjerm-bilde.png"),
        ("a" * 300 + ".pdf", PDF, "a" * 60 + ".pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("///", PDF, "dokument.pdf"),
        ("x.exe.pdf", PDF, "x.exe.pdf"),
    ],
)
def test_a_document_gets_a_safe_name_with_the_ending_of_its_kind(
    name: str, content: bytes, kept: str
) -> None:
    assert paper_of(name, content).name == kept


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "tom"),
        ("a.pdf", b"MZ\x90", "ikke en hel PDF"),
        ("a.pdf", b"%PDF-1.4 avbrutt", "ikke en hel PDF"),
        ("a.html", b"<script>alert(1)</script>", "ikke en hel PDF"),
        ("a.svg", b"<svg onload='x'/>", "ikke en hel PDF"),
        ("a.pdf", b"%PDF-1.4 /JavaScript (x) %%EOF", "kjører"),
        ("a.pdf", PDF + b"0" * MOST_BYTES, "for stor"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", PDF, "ikke synes"),
        ("a\nb.pdf", PDF, "ikke synes"),
    ],
)
def test_a_document_that_is_unfit_is_refused(
    name: str, content: bytes, why: str
) -> None:
    with pytest.raises(UnfitPaperError) as refused:
        paper_of(name, content)
    assert why in str(refused.value.text)
