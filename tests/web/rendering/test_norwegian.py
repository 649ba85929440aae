"""Fava speaks Norwegian, all of it, and every other language as before."""

from __future__ import annotations

import re
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from fava.application import create_app

from fellesbok.web.rendering.norwegian import CATALOGUE
from fellesbok.web.rendering.norwegian import install

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

FAVA = files("fava")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def favas_texts() -> set[str]:
    """What Fava can say: its template of translations."""
    content = (FAVA / "translations" / "messages.pot").read_bytes()
    return {str(m.id) for m in read_po(BytesIO(content)) if m.id}


def texts() -> dict[str, str]:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="nb")
    return {str(m.id): str(m.string) for m in catalogue if m.id}


def test_every_text_of_fava_is_translated() -> None:
    """Fails when a new Fava brings new texts: translate them in messages.po."""
    assert favas_texts() - {i for i, said in texts().items() if said} == set()


def test_nothing_is_translated_that_fava_does_not_say() -> None:
    assert texts().keys() - favas_texts() == set()


def test_texts_that_other_languages_know_are_translated_too() -> None:
    """Fava's own catalogues may be ahead of its template."""
    swedish = FAVA / "translations" / "sv" / "LC_MESSAGES" / "messages.po"
    if not swedish.is_file():
        swedish = FAVA / "translations" / "de" / "LC_MESSAGES" / "messages.po"
    found = {str(m.id) for m in read_po(BytesIO(swedish.read_bytes())) if m.id}
    assert found - texts().keys() == set()


def test_values_are_filled_in_as_in_english() -> None:
    for english, norwegian in texts().items():
        assert sorted(PLACEHOLDER.findall(english)) == sorted(
            PLACEHOLDER.findall(norwegian)
        )


def app_of(folder: Path, options: str = "") -> Flask:
    main = folder / "main.beancount"
    main.write_text(f'option "title" "Bok"\n{options}', encoding="utf-8")
    return create_app([str(main)], load=True, poll_watcher=True)


def said(app: Flask, browser: str) -> str:
    page = app.test_client().get("/bok/journal/", headers={"Accept-Language": browser})
    assert page.status_code == 200
    return page.get_data(as_text=True)


@pytest.mark.parametrize("browser", ["nb", "no", "nn-NO", "nb-NO,nb;q=0.9,en;q=0.8"])
def test_a_norwegian_browser_gets_norwegian(tmp_path: Path, browser: str) -> None:
    app = app_of(tmp_path)
    install(app)
    assert '"Balance Sheet":"Balanse"' in said(app, browser)


def test_norwegian_books_are_norwegian_in_any_browser(tmp_path: Path) -> None:
    app = app_of(tmp_path, '2017-01-01 custom "fava-option" "locale" "nb_NO"\n')
    install(app)
    assert '"Balance Sheet":"Balanse"' in said(app, "en-US")


def test_the_option_language_goes_before_the_locale(tmp_path: Path) -> None:
    options = (
        '2017-01-01 custom "fava-option" "locale" "nb"\n'
        '2017-01-01 custom "fava-option" "language" "en"\n'
    )
    app = app_of(tmp_path, options)
    install(app)
    assert '"Balanse"' not in said(app, "nb")


def test_a_given_language_holds_for_everybody(tmp_path: Path) -> None:
    app = app_of(tmp_path, '2017-01-01 custom "fava-option" "locale" "nb"\n')
    install(app, "en")
    assert '"Balanse"' not in said(app, "nb")


@pytest.mark.parametrize("browser", ["en", "en-US,en;q=0.9", "sv", "de", "fr", ""])
def test_other_languages_are_as_before(tmp_path: Path, browser: str) -> None:
    before, after = app_of(tmp_path), app_of(tmp_path)
    install(after)
    install(after)
    strip = re.compile(r'"mtime":\s*"?\d+"?|mtime[^,}]*')
    assert strip.sub("", said(after, browser)) == strip.sub("", said(before, browser))
