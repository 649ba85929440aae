"""Every word and sign of our pages is in the PDF that is made of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from typing import Any

import pytest
from pypdf import PdfReader

from claim_books import claimed_year
from claim_books import credit_note
from claim_books import instalments
from claim_books import settlement
from fellesbok.books import load_books
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import letter
from fellesbok.pdf import pdf
from fellesbok.report import build_report
from fellesbok.report import build_report_for
from fellesbok.report.html import html
from fellesbok.web.frame import download
from places import HOUSE
from printed_pages import lost
from printed_pages import sheets_of_pdf
from printed_pages import text_of_pdf
from reconciled_region import Region
from reconciled_region import true_vouchers

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from fellesbok.books import Books
    from pagebook import Reader

MAIN = HOUSE / "ledger" / "main.beancount"
DOWNLOADED = (
    *("Fordeling", "Krav", "Fond", "Tilskudd", "Avtaler", "Budsjett", "Funn"),
    "Kommuneoppgave",
)


@pytest.fixture(scope="module")
def books() -> Books:
    """The shipped books."""
    return load_books(MAIN)


def kept_pages(patch: pytest.MonkeyPatch, module: ModuleType) -> list[str]:
    """The pages that a module makes PDFs of, which it makes as before."""
    pages: list[str] = []

    def kept(page: str) -> bytes:
        pages.append(page)
        return pdf(page)

    patch.setattr(module, "pdf", kept)
    return pages


@pytest.mark.parametrize(
    ("language", "appendices"), [("nb", False), ("en", True)], ids=["nb", "en"]
)
def test_of_the_joint_report(books: Books, language: str, *, appendices: bool) -> None:
    report, _ = build_report(books, books.settled, 2018)
    page = html(report, language, "http://localhost:5000/x", appendices=appendices)
    made = pdf(page)
    assert lost(page, made) == []
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    sheets = [" ".join(each.split()) for each in sheets_of_pdf(made)]
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet
        assert report.revision in sheet
        assert "2018, Nord-Troms" in sheet


def test_of_the_report_of_one_municipality(books: Books) -> None:
    payer = books.settled.agreement.payer("nordreisa")
    report, _ = build_report_for(books, payer, 2018)
    page = html(report, "nb", appendices=False)
    assert lost(page, pdf(page)) == []


@pytest.mark.parametrize("is_draft", [False, True], ids=["sent", "draft"])
def test_of_claims(tmp_path: Path, *, is_draft: bool) -> None:
    claimed = claimed_year(tmp_path)
    first = instalments(claimed)[0]
    for claim in (first, settlement(claimed), credit_note(claimed)):
        made = documents(claim, claimed, is_draft=is_draft)
        assert made.pdf is not None
        assert lost(made.html.decode(), made.pdf) == []
        for text in sheets_of_pdf(made.pdf):
            assert ("Skal ikke betales." in text) is is_draft
            assert "Ytrefjord kommune · " in text
            assert (f"· {claim.id} · " in text) is not is_draft


@pytest.mark.parametrize("missing", [0, 1], ids=["agreed", "not agreed"])
def test_of_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: int
) -> None:
    pages = kept_pages(monkeypatch, letter)
    region = Region.made(tmp_path / "vika" / "bok")
    vouchers = true_vouchers(region.claims("ytre"))
    file = region.file("ytre", vouchers[missing:])
    out = tmp_path / "brev.pdf"
    done = region.held("ytre", file, "--format", "pdf", "--output", str(out))
    assert done.exit_code == 0, done.output
    assert lost(pages[0], out.read_bytes()) == []
    assert "Avstemming 2018 · Ytre" in text_of_pdf(out.read_bytes())


@pytest.mark.parametrize("name", DOWNLOADED)
def test_of_what_is_downloaded_from_a_page(
    accountant: Reader, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pages = kept_pages(monkeypatch, download)
    text = accountant.pdf(name, time=2018, kommune="midvik")
    assert lost(pages[0], pdf(pages[0])) == []
    assert "Bøkenes utgave" in text
