"""``fellesbok handbook`` opens the handbook, and says where it is."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.cli import site as site_command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("options", "times"), [((), 1), (("--no-browser",), 0)])
def test_the_command_opens_it_and_says_where(
    tmp_path: Path,
    options: tuple[str, ...],
    times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    page = tmp_path / "index.html"
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
