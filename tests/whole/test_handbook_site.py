"""The handbook as it is read: whole, in both languages, and without a net."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from browser import browser as browser  # noqa: PLC0414 -- a fixture
from inventory import HOUSE
from inventory import NO_CHAPTERS
from made_wheel import wheel as wheel  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LANGUAGES = ("nb", "en")
MADE = "fellesbok/site/made/"
SCREENSHOTS = HOUSE / "docs" / "screenshots"
ASKED_FOR = re.compile(
    r"""<(?:script|img|link|source)\b[^>]*?\b(?:src|href)="([^"]+)"""
)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//|^(?:data|mailto):")


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As it is in the wheel; a page or a picture that is lacking stops that."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if name.startswith(MADE)]
        packed.extractall(folder, names)
    return folder / MADE


def made(docs: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the generator warns of itself."""
    return subprocess.run(
        [sys.executable, str(docs / "build_site.py"), str(site)],
        capture_output=True,
        text=True,
        check=False,
    )


def pages(site: Path) -> dict[Path, str]:
    found = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_a_page(site: Path, language: str) -> None:
    source = HOUSE / "docs" / ("nb" if language == "nb" else "")
    paths = source.rglob("*.md") if language == "nb" else source.glob("*.md")
    chapters = [p.relative_to(source) for p in paths if p.name not in NO_CHAPTERS]
    assert len(chapters) > 5
    lost = [
        c for c in chapters if not (site / language / c.with_suffix(".html")).exists()
    ]
    assert not lost
    text = (site / language / "index.html").read_text(encoding="utf-8")
    assert f'lang="{"nb-NO" if language == "nb" else "en"}"' in text


def test_no_page_asks_for_anything_from_elsewhere(site: Path) -> None:
    """Nor runs anything that stands in it: the server lets nobody's text be run."""
    for path, text in pages(site).items():
        asked = ASKED_FOR.findall(text)
        assert asked
        assert not [address for address in asked if OUTSIDE.match(address)], path
        assert "<script>" not in text, path
    for path in site.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//", path.read_text())
        assert not found, path


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    known = pages(site)
    lost = []
    for path, text in known.items():
        for href in map(unescape, LINK.findall(text)):
            if OUTSIDE.match(href):
                continue
            name, _, place = href.partition("#")
            there = (path.parent / unquote(name)).resolve() if name else path.resolve()
            is_place = f'id="{unquote(place)}"' in known.get(there, "")
            if not there.exists() or (place and not is_place):
                lost.append(f"{path.name}: {href}")
    assert not lost


def test_the_norwegian_pages_speak_norwegian(site: Path) -> None:
    """Also in what the theme says of itself, which knows no Norwegian."""
    english = re.compile(
        r"[>\"]\s*(Next|Previous|Menu|Contents|Toggle[^<\"]*|On this page|Back to top"
        r"|Skip to content|Made with|Light mode|Dark mode|Expand|Auto light[^<]*"
        r"|Search|Link to this heading|Permalink[^<\"]*|Hide[^<\"]*)\s*[<\"]"
    )
    for path, text in pages(site / "nb").items():
        assert not english.findall(text), path


def test_it_is_searched_from_the_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{(site / 'nb' / 'search.html').as_uri()}?q=avregning")
    page.wait_for_selector("ul.search li a")
    assert page.locator("ul.search li a").count() > 1
    assert asked
    assert all(address.startswith("file://") for address in asked)


def test_every_picture_is_shown_and_made_by_command() -> None:
    module = runpy.run_path(str(HOUSE / "tests" / "screenshots.py"))
    made = {f"{name}.png" for name in (*module["PICTURES"], *module["FIRST_BOOKS"])}
    assert made == {path.name for path in SCREENSHOTS.iterdir()}
    texts = [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")]
    picture = re.compile(r"!\[[^]]+\]\([\w./-]*screenshots/([\w.-]+)\)")
    shown = {n for p in texts for n in picture.findall(p.read_text(encoding="utf-8"))}
    assert shown == made


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("extension/Finnes-ikke/", "there is no such page"),
        ("extension/Kommuneoppgave/?kommune=finnes-ikke", "shows nothing"),
    ],
)
def test_a_page_that_cannot_be_pictured_is_told(
    browser: Browser, seen_books: Path, tmp_path: Path, path: str, said: str
) -> None:
    take = runpy.run_path(str(HOUSE / "tests" / "screenshots.py"))["take"]
    books = seen_books.parent.parent
    with pytest.raises(SystemExit, match=said):
        take(browser, books, {"bilde": (path, "light")}, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook of two pages, made as ours is."""
    docs = tmp_path_factory.mktemp("liten") / "docs"
    (docs / "nb").mkdir(parents=True)
    for name in ("build_site.py", "conf.py"):
        shutil.copy(HOUSE / "docs" / name, docs)
    shutil.copytree(HOUSE / "docs" / "templates", docs / "templates")
    for name in ("index.md", "nb/index.md"):
        (docs / name).write_text("# Håndbok\n", encoding="utf-8")
    return docs


def test_a_page_or_a_picture_that_is_lacking_stops_it(small: Path) -> None:
    """Each of them is told, and nothing else, and nothing is made."""
    site = small.parent / "site"
    with (small / "nb" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[borte](side.md)\n\n![bilde](bilde.png)\n")
    done = made(small, site)
    assert done.returncode == 1
    assert re.search(r"index\.md:3: WARNING: .*side\.md", done.stderr)
    assert re.search(r"index\.md:5: WARNING: .*bilde\.png", done.stderr)
    assert done.stderr.count("WARNING") == 2, done.stderr
    assert not site.exists()
