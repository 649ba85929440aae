"""Each sheet of a printed page tells which books, what, and when."""

from __future__ import annotations

import io

from pypdf import PdfReader

from browser import Reader
from browser import chromium
from browser import served
from fellesbok.books import load_books
from fellesbok.proof.canonical import short
from fellesbok.proof.revision import books_revision
from fellesbok.web.frame.printed_foot import style_of_sheets
from places import HOUSE

MAIN = HOUSE / "ledger" / "main.beancount"


def test_every_sheet_tells_region_period_and_the_revision_that_reports_tell() -> None:
    revision = short(books_revision(load_books(MAIN)))
    with served(MAIN) as address, chromium() as browser:
        page = browser.new_context(locale="nb-NO").new_page()
        Reader(page, address).open("extension/Fordeling/?time=2018")
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert "Interkommunale samarbeid i Nord-Troms · Fordeling 2018" in text
        assert f"Periode 2018 · Bøkenes utgave {revision}" in text
        assert f"{number} / {len(texts)}" in text


def test_a_title_ends_neither_the_style_nor_its_text() -> None:
    style = style_of_sheets('"} </style><script>alert(1)</script>\\')
    assert "<" not in style
    assert style.count('"') - style.count('\\"') == 4
