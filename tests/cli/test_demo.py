"""``fellesbok demo``: what it makes, what it says, and that it shows the books."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from demo_here import here as here  # noqa: PLC0414 -- a fixture
from demo_here import run
from fellesbok.cli import answering
from fellesbok.cli import main
from fellesbok.starting.demo.made_up_region import demo_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask


def test_it_makes_the_books_here_and_says_what_to_look_at(here: Path) -> None:
    made = run("--no-serve")

    assert made.exit_code == 0, made.output
    first, *more = made.output.splitlines()
    assert first.startswith("Laget bøkene til Breifjord i fellesbok-demo: fire ")
    assert [line[:4] for line in more if line.startswith("  ")] == [
        "  1.",
        "  2.",
        "  3.",
    ]
    found = {
        path.relative_to(here / "fellesbok-demo").as_posix(): path.read_bytes()
        for path in (here / "fellesbok-demo").rglob("*")
        if path.is_file() and ".git/" not in str(path)
    }
    assert found == demo_files()


def test_what_is_said_can_be_done(here: Path) -> None:
    run("--no-serve")
    books = ("--books", str(here / "fellesbok-demo"))
    for words in (
        ("open", "--reminders"),
        ("claim", "2025", "--dry-run"),
        ("check",),
        ("explain", "IKT", "Skarvøy", "--year", "2024"),
    ):
        done = CliRunner().invoke(main, [*words, *books])
        assert done.exit_code == 0, done.output


def test_it_answers_in_english(here: Path) -> None:
    made = run("engelsk", "--no-serve", "--language", "en")

    assert made.output.startswith("Made the books of Breifjord in engelsk: four ")
    assert (here / "engelsk" / "LES-MEG.md").is_file()


def test_books_that_are_there_are_left_alone(here: Path) -> None:
    run("--no-serve")
    (here / "fellesbok-demo" / "LES-MEG.md").write_text("Mitt")

    again = run("--no-serve")

    assert again.exit_code == 1
    assert "har bøker fra før, og de er ikke rørt" in again.output
    assert "«fellesbok serve --books fellesbok-demo»" in again.output
    assert (here / "fellesbok-demo" / "LES-MEG.md").read_text() == "Mitt"


def test_another_folder_with_something_in_it_is_told_of(here: Path) -> None:
    (here / "brev").mkdir()
    (here / "brev" / "brev.txt").write_text("Mitt")

    done = run("brev", "--no-serve")

    assert done.exit_code == 1
    assert "er ikke tom" in done.output
    assert [path.name for path in (here / "brev").iterdir()] == ["brev.txt"]


def serving(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, object], *, interrupts: bool
) -> None:
    """Instead of the server: what is served, and that it has begun."""

    def serve(
        app: Flask, *, host: str, port: int, ready: Callable[[str], None], edit: bool
    ) -> None:
        found.update(app=app, host=host, edit=edit)
        ready(f"http://{host}:{port}/")
        if interrupts:
            raise KeyboardInterrupt

    monkeypatch.setattr(answering, "serve", serve)


class Browser:
    """A browser that keeps what it is to open."""

    def __init__(self, found: dict[str, object]) -> None:
        self.found = found

    def open(self, address: str) -> None:
        self.found["opened"] = address


def test_the_books_are_opened_in_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, object] = {}
    serving(monkeypatch, found, interrupts=True)
    monkeypatch.setattr(webbrowser, "get", lambda: Browser(found))

    done = run("--port", "5099")

    assert done.exit_code == 0, done.output
    assert (found["host"], found["edit"]) == ("127.0.0.1", False)
    assert found["opened"] == "http://127.0.0.1:5099/"
    assert "Åpne http://127.0.0.1:5099/ i nettleseren." in done.output
    app: Flask = found["app"]  # type: ignore[assignment]
    assert app.test_client().get("/").location.endswith("/extension/Oversikt/")


@pytest.mark.parametrize("is_asked_for", [False, True])
def test_no_browser_is_opened_in_a_terminal_or_where_nobody_wants_it(
    monkeypatch: pytest.MonkeyPatch, *, is_asked_for: bool
) -> None:
    found: dict[str, object] = {}
    serving(monkeypatch, found, interrupts=False)
    browser = Browser(found) if is_asked_for else webbrowser.GenericBrowser("false")
    monkeypatch.setattr(webbrowser, "get", lambda: browser)

    done = run(*(["--no-browser"] if is_asked_for else []))

    assert done.exit_code == 0, done.output
    assert "opened" not in found
    assert "i nettleseren. Ctrl-C stopper." in done.output
