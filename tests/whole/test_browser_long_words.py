"""A word without an end, such as an address, widens no page and is cut on no paper."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator

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
