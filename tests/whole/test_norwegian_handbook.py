"""Whoever follows the Norwegian handbook gets what it shows, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handbook_pages
from fellesbok.cli import serve
from handbook_pages import NORWEGIAN

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWED = [
    page
    for page in handbook_pages.pages()
    if any(handbook_pages.blocks(handbook_pages.text_of(page)))
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each page that others go on from is followed, once."""
    return tmp_path_factory.mktemp("bok")


def folder_after(page: str, folders: Path) -> Path:
    """The folder of who has followed a page."""
    folder = folders / page.replace("/", "~").removesuffix(".md")
    if not folder.exists():
        before = handbook_pages.page_before(page)
        faults = handbook_pages.followed(
            page, folder, folder_after(before, folders) if before else None
        )
        assert not faults, "\n".join([f"docs/nb/{page}", *faults])
    return folder


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(
    page: str, folders: Path, monkeypatch: pytest.MonkeyPatch, *, update_golden: bool
) -> None:
    # Everything but answering: a server that is started does not end.
    monkeypatch.setattr(serve, "_serve", lambda *_, **_named: None)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(folders))
    before = handbook_pages.page_before(page)
    start = folder_after(before, folders) if before else None
    if update_golden:
        text = handbook_pages.as_it_is(page, folders / "as-it-is", start)
        (NORWEGIAN / page).write_text(text, encoding="utf-8")
    folder_after(page, folders)
