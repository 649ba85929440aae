"""The site's files by name; nothing else has a name there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.site import named_files
from fellesbok.site.named_files import first_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "nb" / "_static").mkdir(parents=True)
    (folder / "nb" / "index.html").write_text("Håndbok", encoding="utf-8")
    (folder / "nb" / "_static" / "site.css").write_text("", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("HEMLIG", encoding="utf-8")
    (folder / "nb" / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


def test_every_file_has_a_name_and_no_link(site: Path) -> None:
    assert set(named_files.site_files(site)) == {"nb/index.html", "nb/_static/site.css"}


def test_the_first_page_is_by_language(site: Path) -> None:
    assert first_page("nb", site) == site / "nb" / "index.html"
    assert first_page("en", site) is None
