"""What a reader sees of Fava's own pages where they refuse, and where help leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from browser import Reader
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from browser import served
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from pagebook import with_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

REFUSED = {
    "nb-NO": ("Siden kan ikke vises", "Filteret kan ikke leses. En periode skrives"),
    "en-GB": ("The page cannot be shown", "The filter cannot be read. A period is"),
}
UNKNOWN = {
    "nb-NO": "Kolonnen «konto» finnes ikke i tabellen «postings». Rett navnet.",
    "en-GB": "There is no column “konto” in the table “postings”. Correct the name.",
}
SLUG = "beancount"
"""What books without a title are called."""

LANGUAGES = {"nb-NO": "nb", "en-GB": "en"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Books that say no language, so that the browser does."""
    path = tmp_path_factory.mktemp("books")
    Folder(path).write(rules(), chart(), cost("2018-03-01", "600.00"))
    with served(with_pages(path / "ledger" / "main.beancount")) as found:
        yield found


@pytest.fixture(params=LANGUAGES)
def reader(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Reader, str]]:
    """Somebody with a browser in one language."""
    context = browser.new_context(locale=request.param)
    yield Reader(context.new_page(), address, SLUG), request.param
    context.close()


def test_a_refusal_is_told_in_our_words_alone(reader: tuple[Reader, str]) -> None:
    seen, locale = reader
    title, why = REFUSED[locale]
    seen.open("balance_sheet/?time=tull")
    seen.page.get_by_role("heading", name=title, exact=True).wait_for()
    seen.page.locator("article pre", has_text=re.compile(f"^{why}")).wait_for()
    assert "HTTP" not in seen.page.inner_text("article")


def test_a_mistake_in_a_question_is_told_alone(reader: tuple[Reader, str]) -> None:
    seen, locale = reader
    seen.open("query/?query_string=SELECT+konto")
    told = seen.page.locator("article pre", has_text=re.compile(r"konto.*postings"))
    told.filter(has_text=re.compile(f"^{re.escape(UNKNOWN[locale])}$")).wait_for()


def test_the_margin_leads_to_the_handbook_and_beside_it_to_favas_help(
    reader: tuple[Reader, str],
) -> None:
    seen, locale = reader
    seen.open("journal/")
    own = seen.page.locator('aside a[data-key="g H"]')
    favas = seen.page.locator("aside a[data-favas-help]")
    favas.wait_for()
    assert favas.get_attribute("aria-label")
    favas.click()
    seen.page.wait_for_url(re.compile(r"/help/"))
    seen.page.locator("aside a[data-favas-help]").wait_for()
    own.click()
    seen.page.wait_for_url(re.compile(rf"/handbok/{LANGUAGES[locale]}/index\.html"))


def test_the_frame_says_what_language_it_is_in(reader: tuple[Reader, str]) -> None:
    seen, locale = reader
    seen.open("journal/")
    assert seen.page.evaluate("document.documentElement.lang") == LANGUAGES[locale]
