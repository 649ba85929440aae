"""The site's files by name; nothing else has a name there."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.cli import site as site_command
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


@pytest.mark.parametrize(("options", "times"), [((), 1), (("--no-browser",), 0)])
def test_the_command_opens_it_and_says_where(
    site: Path, options: tuple[str, ...], times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    page = site / "nb" / "index.html"
    monkeypatch.setattr(site_command, "first_page", lambda _language: page)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    done = CliRunner().invoke(main, ["handbook", *options])
    assert (done.exit_code, done.output) == (0, f"{page}\n")
    assert opened == [page.as_uri()] * times


@pytest.mark.parametrize(("language", "said"), [("nb", "make"), ("en", "not made")])
def test_where_it_is_not_made_the_command_says_how(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_command, "first_page", lambda _language: None)
    done = CliRunner().invoke(main, ["handbook", "--language", language])
    assert done.exit_code == 1
    assert said in done.output
