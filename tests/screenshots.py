"""Pictures of the pages for the handbook: ``python tests/screenshots.py FOLDER``.

Of the 2018 books, and of those that a reader has made who has followed the handbook's
first page.  A page that is not there, or has nothing to show, stops it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from browser import Reader
from browser import chromium
from browser import served
from handbook_pages import followed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

BOOKS = Path(__file__).parents[1]
PICTURES = {
    "fordeling": ("extension/Fordeling/?time=2018", "light"),
    "avtaler": ("extension/Avtaler/?samarbeid=ikt", "light"),
    "forklaring": (
        "extension/Forklaring/?samarbeid=ikt&kommune=nordreisa&time=2018",
        "dark",
    ),
    "tilskudd": ("extension/Tilskudd/?tilskudd=kompetanseloft-tfk&time=2018", "light"),
}
FIRST_PAGE = "kom-i-gang/fra-bilag-til-krav.md"
FIRST_BOOKS = {
    "forste-oversikt": ("extension/Oversikt/", "light"),
    "forste-fordeling": ("extension/Fordeling/?time=2026", "light"),
    "forste-kommuneoppgave": (
        "extension/Kommuneoppgave/?kommune=storfjord&time=2026",
        "light",
    ),
    "forste-forklaring": (
        "extension/Forklaring/?samarbeid=felles-it&kommune=storfjord&time=2026",
        "light",
    ),
    "forste-krav": ("extension/Krav/?time=2026", "light"),
}
WINDOW = {"width": 1400, "height": 900}


def main(folder: Path) -> None:
    """Take every picture anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        take(browser, BOOKS, PICTURES, folder)
        own = Path(scratch) / "leser"
        if faults := followed(FIRST_PAGE, own, None):
            sys.exit("\n".join(faults))
        take(browser, own / "bok", FIRST_BOOKS, folder)


def take(
    browser: Browser,
    books: Path,
    pictures: Mapping[str, tuple[str, str]],
    folder: Path,
) -> None:
    """Take pictures of some books.

    Raises:
        SystemExit: A page is not there, or tells that there is nothing to show.
    """
    with served(books / "ledger" / "main.beancount") as address:
        for name, (path, scheme) in pictures.items():
            context = browser.new_context(
                viewport=WINDOW,  # type: ignore[arg-type]
                color_scheme=scheme,  # type: ignore[arg-type]
                locale="nb-NO",
            )
            page = context.new_page()
            answer = page.goto(address)
            slug = page.url.removeprefix(address).partition("/")[0]
            answer = page.goto(f"{address}{slug}/{path}")
            reader = Reader(page, address, slug)
            page.wait_for_load_state("networkidle")
            is_shown = answer is not None and answer.ok
            if not is_shown or page.locator(".fb h1").count() != 1:
                sys.exit(f"{path}: there is no such page")
            if page.locator(".fb-message, .fb-banner").count() or reader.complaints:
                sys.exit(f"{path}: the page shows nothing, or complains")
            page.screenshot(path=folder / f"{name}.png")
            context.close()
            print(folder / f"{name}.png")  # noqa: T201 -- a command tells what it did


if __name__ == "__main__":
    main(Path(sys.argv[1]))
