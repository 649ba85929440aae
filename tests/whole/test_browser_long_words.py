"""A word without an end widens no page and is cut on no paper; no other is broken."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from browser import Reader
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from browser import served
from objected_books import claimed
from pagebook import with_pages
from readers import ACCOUNTANT
from readers import WORD
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

TIMES = 90
ADDRESS = "https://vika.example/" + "QXZ" * TIMES
"""Letters that stand nowhere else, so that those on paper can be counted."""

ANSWER = "leverandøren"
OBJECTED = f"""
2018-12-01 custom "innsigelse" "2018-midvik-2" "andel" "IKT" 2018
  kommune: "Midvik"
  aarsak: "{ADDRESS}"
2018-12-02 custom "innsigelse" "2018-midvik-2" "svar"
  tekst: "{ANSWER}"
"""
PAGES = (
    "Fordeling/?time=2018",
    "Forklaring/?samarbeid=ikt&kommune=midvik&time=2018",
    "Krav/?time=2018",
    "Kommuneoppgave/?kommune=midvik&time=2018",
    "Oversikt/",
)
WIDER = """
[...document.querySelectorAll('article, .fb-scroll')]
  .map(part => part.scrollWidth - part.clientWidth)
"""


@pytest.fixture(scope="module")
def reader(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """Somebody who reads books in which a reason is one long word."""
    folder = claimed(tmp_path_factory.mktemp("bok")).add(OBJECTED)
    main = folder.path / "ledger" / "main.beancount"
    with served(with_pages(main)) as address:
        context = browser.new_context(locale="nb-NO")
        yield Reader(context.new_page(), address, slug="vika")
        context.close()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_a_long_word_widens_no_page(reader: Reader, path: str, width: int) -> None:
    reader.open(f"extension/{path}")
    page = reader.seen(width=width).page
    table = page.locator("[data-table=innsigelser]")
    assert ADDRESS in table.inner_text()
    assert max(page.evaluate(WIDER)) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_a_long_word_is_whole_on_paper_and_what_stands_beside_it(
    reader: Reader, path: str
) -> None:
    reader.open(f"extension/{path}")
    page = reader.seen().page
    page.emulate_media(media="print")
    paper = page.pdf(format="A4")
    page.emulate_media(media="screen")  # the next page is opened on one
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(paper)).pages)
    assert [text.count(letter) for letter in "QXZ"] == [TIMES] * 3
    assert ANSWER in text


BROKEN = """
() => {
  const text = document.querySelector('.fb h1').firstChild
  return [...text.data.matchAll(/\\S+/g)].filter(word => {
    const range = document.createRange()
    range.setStart(text, word.index)
    range.setEnd(text, word.index + word[0].length)
    return new Set([...range.getClientRects()].map(part => part.top)).size > 1
  }).map(word => word[0])
}
"""


@pytest.mark.parametrize("name", [ACCOUNTANT, "midvik"])
def test_no_word_of_a_heading_is_broken_beside_who_has_signed_in(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    main = with_pages(claimed(tmp_path).path / "ledger" / "main.beancount")
    with served(main, app=with_sign_in(main, slugs=("midvik",))) as address:
        page = browser.new_context(locale="nb-NO").new_page()
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(f"{address}logg-inn")
        page.fill("#name", name)
        page.fill("#password", WORD)
        page.click("form[action='/logg-inn'] button")
        reader = Reader(page, address, slug="vika")
        for path in ("Virkning/?time=2018", "Avtaler/?samarbeid=ikt", *PAGES):
            reader.open(f"extension/{path}")
            assert page.evaluate(BROKEN) == [], path
        page.context.close()
