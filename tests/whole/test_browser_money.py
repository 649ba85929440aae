"""Claims, grants, funds and settlements in a real browser: large, narrow, by keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Literal

import pytest

from browser import Reader
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from browser import served
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PAGES = {
    "claims": "extension/Krav/",
    "one-payer": "extension/Krav/?kommune=midvik&time=2018",
    "grants": "extension/Tilskudd/",
    "one-grant": "extension/Tilskudd/?tilskudd=velferd-staten",
    "funds": "extension/Fond/?time=2018",
    "one-fund": "extension/Fond/?samarbeid=velferd&time=2018",
    "statement": "extension/Kommuneoppgave/?kommune=sorvik&time=2018",
}
FAINT_TEXTS = MADE / "faint_texts.js"
NARROW = 390


@pytest.fixture(scope="module")
def address(seen_books: Path) -> Iterator[str]:
    """Where the made-up books are served."""
    with served(seen_books) as found:
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A Norwegian controller, in whose window nothing may go wrong."""
    context = browser.new_context(locale="nb-NO")
    found = Reader(context.new_page(), address, "vika")
    yield found
    context.close()
    assert not found.complaints


@pytest.fixture(scope="module", params=PAGES)
def opened(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    """Each page, opened once and looked at in several ways; nothing goes wrong."""
    context = browser.new_context(locale="nb-NO")
    found = Reader(context.new_page(), address, "vika")
    found.open(PAGES[request.param])
    yield found
    context.close()
    assert not found.complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_and_nothing_is_complained_of(
    opened: Reader, scheme: Literal["light", "dark"]
) -> None:
    """At least 4.5 to 1, as WCAG AA asks; what is drawn is not empty."""
    reader = opened.seen(scheme=scheme)
    faint = reader.page.evaluate(FAINT_TEXTS.read_text(encoding="utf-8"))
    bars = reader.page.locator("article svg rect.done").evaluate_all(
        "all => all.map(bar => [bar.getBBox().width, getComputedStyle(bar).fill])"
    )
    assert not faint
    assert all(fill not in {"none", "rgb(0, 0, 0)"} for _, fill in bars)
    assert not reader.complaints


def test_those_who_listen_get_headings_captions_and_pictures_in_words(
    opened: Reader,
) -> None:
    article = opened.seen().page.locator("article")
    assert article.get_by_role("heading", level=1).count() == 1
    levels = article.locator("h1,h2,h3,h4").evaluate_all(
        "all => all.map(h => Number(h.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels))
    unnamed = article.locator("table:not(:has(caption)), svg:not([aria-labelledby])")
    assert unnamed.count() == 0
    assert article.locator("th:not([scope])").count() == 0
    ids = article.locator("[id]").evaluate_all("all => all.map(node => node.id)")
    assert len(ids) == len(set(ids))


def test_the_keyboard_goes_from_a_claim_to_the_books_and_back(reader: Reader) -> None:
    reader.open(PAGES["claims"])
    claim = reader.page.get_by_role("region", name="Åpne krav, kroner").get_by_role(
        "link", name="nordvik-2018-0004"
    )
    claim.focus()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Tab")
    assert claim.evaluate("link => link === document.activeElement")
    reader.page.keyboard.press("Enter")
    reader.page.get_by_text("krav-nordvik-2018-0004").first.wait_for()
    reader.page.wait_for_load_state("networkidle")
    reader.page.go_back()
    reader.page.get_by_role("heading", name="Krav", exact=True).wait_for()


def test_a_claim_is_explained_and_its_invoice_kept(reader: Reader) -> None:
    """From a claim to why it is just that, and to the paper that was sent."""
    reader.open(PAGES["claims"])
    open_claims = reader.page.get_by_role("region", name="Åpne krav, kroner")
    row = open_claims.get_by_role("row").filter(has_text="nordvik-2018-0007")
    for kind in ("PDF", "XML"):
        href = row.get_by_role("link", name=kind).get_attribute("href")
        answer = reader.page.request.get(f"{reader.address.rstrip('/')}{href}")
        assert answer.status == 200
    amount = "90 000,00".replace(" ", "\N{NO-BREAK SPACE}")
    row.get_by_role("link", name=amount).first.click()
    reader.page.get_by_role("heading", name="Midvik betaler").wait_for()


def test_paper_shows_the_page_and_not_what_is_around_it(opened: Reader) -> None:
    page = opened.seen(media="print").page
    assert page.locator("article h1").first.is_visible()
    assert not page.locator("body > aside, aside").first.is_visible()


def test_a_telephone_shows_letters_as_large_and_scrolls_tables_only(
    opened: Reader,
) -> None:
    reader = opened.seen(width=NARROW)
    wide = reader.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    outside = reader.page.locator("article svg.fb-bars text").evaluate_all(
        "all => all.filter(t => t.getBoundingClientRect().right > innerWidth + 1"
        " || t.getBoundingClientRect().left < -1).map(t => t.textContent)"
    )
    small = reader.page.locator("article svg.fb-bars text").evaluate_all(
        "all => all.filter(t => t.getBoundingClientRect().height < 11).length"
    )
    assert wide <= 0
    assert not outside
    assert not small
    assert not reader.complaints
