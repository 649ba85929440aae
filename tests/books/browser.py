"""A real browser for the tests of pages: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from queue import Queue
from typing import TYPE_CHECKING
from typing import Literal

import pytest
from playwright.sync_api import sync_playwright

from fellesbok.web.access.serving import application
from fellesbok.web.access.serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # the tests may be run by root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = 1280
"""The width of a window, in pixels, where nobody says another."""

SLUG = "interkommunale-samarbeid-i-nord-troms"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, until it is no longer needed."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    assert found, f"no browser on the path; looked for {', '.join(NAMES)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each gets a window of its own."""
    with chromium() as opened:
        yield opened


@contextmanager
def served(
    main: Path, *, edit: bool = False, app: Flask | None = None
) -> Iterator[str]:
    """The address of those books, served as ``fellesbok serve`` does it.

    Without sign-in, unless there is an ``app`` that asks for it.
    """
    ready: Queue[str] = Queue()
    app = application(main, edit=edit) if app is None else app
    options = {"host": "127.0.0.1", "port": 0, "ready": ready.put}
    threading.Thread(target=serve, args=(app,), kwargs=options, daemon=True).start()
    yield ready.get(timeout=60)


@dataclass
class Reader:
    """Somebody at a browser; what the browser complains of is kept."""

    page: Page
    address: str
    slug: str = SLUG
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the console and to what fails."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text) if said.type == "error" else None
            ),
        )

    def open(self, path: str) -> None:
        """Open a page and wait until Fava has drawn its frame around it."""
        self.page.goto(f"{self.address}{self.slug}/{path}")
        self.page.wait_for_selector("aside")

    def seen(
        self,
        *,
        media: Literal["screen", "print"] = "screen",
        scheme: Literal["light", "dark"] = "light",
        width: int = WIDE,
    ) -> Reader:
        """See the page that is open in one way, whatever way it was seen in before.

        Fava decides by the width when a page is opened whether its menu is.
        """
        self.page.emulate_media(media=media, color_scheme=scheme)
        size = self.page.viewport_size
        if size is None or size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.reload()
            self.page.wait_for_selector("aside")
        return self
