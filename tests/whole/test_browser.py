"""The controller's way through the books, in a real browser."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Literal

import pytest

from browser import SLUG
from browser import Reader
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from browser import served
from fellesbok.report import build_report
from fellesbok.report.html import html
from loaded_books import books_in
from places import HOUSE
from places import MADE
from places import copy_of_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

BOOKS = HOUSE
PAGES = {
    "Oversikt": "extension/Oversikt/",
    "Fordeling": "extension/Fordeling/?time=2018",
    "Kommuneoppgave": "extension/Kommuneoppgave/?kommune=nordreisa&time=2018",
    "Forklaring": "extension/Forklaring/?samarbeid=ikt&kommune=nordreisa&time=2018",
    "Krav": "extension/Krav/?time=2018",
    "Tilskudd": "extension/Tilskudd/?time=2018",
    "Fond": "extension/Fond/?time=2018",
    "Avtaler": "extension/Avtaler/?samarbeid=ikt",
    "Budsjett": "extension/Budsjett/?time=2018",
    "Funn": "extension/Funn/?time=2018",
}
FAINT_TEXTS = MADE / "faint_texts.js"
FIGURE = "865 709,61".replace(" ", "\N{NO-BREAK SPACE}")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The books of this repository."""
    with served(BOOKS / "ledger" / "main.beancount") as found:
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A Norwegian controller with a clean window, in which nothing may go wrong."""
    context = browser.new_context(locale="nb-NO")
    found = Reader(context.new_page(), address)
    yield found
    context.close()
    assert not found.complaints


def test_the_controller_follows_a_figure_to_its_voucher_and_back(
    reader: Reader,
) -> None:
    """Open → own municipality → figure → explanation → voucher → back again."""
    page = reader.page
    page.goto(reader.address)
    page.locator("article").get_by_role("heading", level=1).wait_for()
    page.locator("article table").get_by_role("link", name="Nordreisa").first.click()
    page.get_by_role("heading", name="Kommuneoppgave for Nordreisa").wait_for()
    statement = page.url
    page.locator("article").get_by_role("link", name=FIGURE).first.click()
    page.get_by_role("heading", name=re.compile(r"IKT.*Nordreisa")).wait_for()
    explanation = page.url
    page.locator("article a[href*='context-']").first.click()
    page.get_by_text("R2018-IKT-1").last.wait_for()
    page.wait_for_load_state("networkidle")
    page.go_back()
    page.get_by_role("heading", name=re.compile(r"IKT.*Nordreisa")).wait_for()
    assert page.url == explanation
    page.go_back()
    page.get_by_role("heading", name="Kommuneoppgave for Nordreisa").wait_for()
    assert page.url == statement
    page.go_forward()
    page.get_by_role("heading", name=re.compile(r"IKT.*Nordreisa")).wait_for()
    page.reload()
    page.get_by_role("heading", name=re.compile(r"IKT.*Nordreisa")).wait_for()


@pytest.fixture(scope="module", params=PAGES)
def opened(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    """Each page, opened once and looked at in several ways; nothing goes wrong."""
    context = browser.new_context(locale="nb-NO")
    found = Reader(context.new_page(), address)
    found.open(PAGES[request.param])
    yield found
    context.close()
    assert not found.complaints


def test_those_who_listen_get_headings_tables_and_links(opened: Reader) -> None:
    """What the accessibility tree of a page must hold."""
    article = opened.seen().page.locator("article")
    article.get_by_role("heading", level=1).wait_for()
    assert article.get_by_role("heading", level=1).count() == 1
    tree = article.aria_snapshot()
    assert "- heading" in tree
    assert "- link" in tree
    levels = article.locator("h1,h2,h3,h4").evaluate_all(
        "all => all.map(h => Number(h.tagName[1]))"
    )
    steps = [after - before for before, after in pairwise(levels)]
    assert all(step <= 1 for step in steps), f"a level is left out: {levels}"
    # What lies inside a picture is a part of it, and is told by its name.
    picture = "svg:not([aria-labelledby], svg svg)"
    unnamed = article.locator(f"table:not(:has(caption)), {picture}")
    assert unnamed.count() == 0
    assert article.locator("th:not([scope])").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    opened: Reader, scheme: Literal["light", "dark"]
) -> None:
    """Every text of a page against what is behind it: at least 4.5 to 1, as WCAG AA."""
    page = opened.seen(scheme=scheme).page
    assert not page.evaluate(FAINT_TEXTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("width", [390, 1440])
def test_the_joint_report_scrolls_tables_and_not_the_page(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    """Neither what only a screen reader sees nor a table in a text widens it."""
    books = books_in(BOOKS)
    assert books.shared is not None
    report, _ = build_report(books, books.shared, 2018)
    written = tmp_path / "report.html"
    written.write_text(html(report, "nb"), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(written.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_paper_shows_the_page_and_not_what_is_around_it(opened: Reader) -> None:
    """Title and figures are printed, Fava's margin and header are not."""
    page = opened.seen(media="print").page
    assert page.locator("article h1").first.is_visible()
    assert not page.locator("body > header").first.is_visible()
    assert not page.locator("body > aside, aside").first.is_visible()


def test_a_narrow_screen_scrolls_tables_and_not_the_page(opened: Reader) -> None:
    """On a telephone, only what is wider than it moves sideways."""
    wide = opened.seen(width=390).page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert not opened.complaints


def test_the_keyboard_reaches_a_figure(reader: Reader) -> None:
    """Tab goes through the links of the table, and Enter follows one."""
    reader.open(PAGES["Fordeling"])
    figure = reader.page.locator("article").get_by_role("link", name=FIGURE).first
    figure.focus()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Tab")
    assert figure.evaluate("link => link === document.activeElement")
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("heading", name=re.compile(r"IKT.*Nordreisa")).wait_for()


@pytest.mark.parametrize(
    "path",
    [
        "income_statement/",
        "balance_sheet/",
        "journal/?time=2018",
        "account/Assets:Fordringer:Nordreisa:IKT/",
        "account/Expenses:IKT/?r=changes",
        "query/?query_string=SELECT+account",
        "documents/",
        "errors/",
        "options/",
    ],
)
def test_favas_own_pages_work_under_our_policy(reader: Reader, path: str) -> None:
    """Nothing that the page needs is kept from it, and the browser complains not."""
    reader.open(path)
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.locator("article").inner_text().strip()


def test_a_change_in_the_books_shows_in_an_open_page(
    browser: Browser, tmp_path: Path
) -> None:
    """The accountant saves a voucher; the controller's open page follows by itself."""
    copy_of_house(tmp_path)
    with served(tmp_path / "ledger" / "main.beancount") as address:
        page = browser.new_context(locale="nb-NO").new_page()
        page.clock.install()
        page.goto(f"{address}{SLUG}/{PAGES['Fordeling']}")
        page.locator("article").get_by_role("link", name=FIGURE).first.wait_for()
        file = tmp_path / "ledger" / "2018" / "ikt.beancount"
        control = tmp_path / "ledger" / "2018" / "kontroll.beancount"
        control.write_text("", encoding="utf-8")
        with file.open("a", encoding="utf-8") as books:
            books.write(VOUCHER)
        figure = page.locator("article").get_by_role("link", name=FIGURE)
        for _ in range(60):  # Fava asks every five seconds of its clock
            page.clock.fast_forward(5_000)
            page.wait_for_timeout(500)
            if not figure.count():
                break
        assert page.locator("article").inner_text().strip()
        assert not figure.count()
        page.context.close()


VOUCHER = """
2018-11-30 * "Leverandør" "Lisens for alle"
  bilag: "2018-0001"
  Expenses:IKT:Ansvar-155            30000.00 NOK
  Liabilities:Utlegg:Ikke-oppgitt   -30000.00 NOK
"""
