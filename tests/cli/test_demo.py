"""``fellesbok demo``: what it makes, what it says, and that it shows the books."""

from __future__ import annotations

import socket
import subprocess
import webbrowser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import answering
from fellesbok.cli import main
from fellesbok.starting.demo.commits import COMMITS
from fellesbok.starting.demo.made_up_region import demo_files
from fellesbok.web.access.serving import application
from pagebook import Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result
    from flask import Flask


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["demo", *words])


def git(folder: Path, *words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


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


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else answers on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_told_before_anything_is_made(
    here: Path, taken: int
) -> None:
    done = run("--port", str(taken), "--no-browser")

    assert done.exit_code == 1
    assert f"Kan ikke svare på 127.0.0.1:{taken} (" in done.output
    assert "Laget" not in done.output
    assert not list(here.iterdir())
    assert run("--port", str(taken), "--no-serve").exit_code == 0


def test_a_port_that_is_none_is_told_before_anything_is_made(here: Path) -> None:
    done = run("--port", "70000")

    assert done.exit_code == 1
    assert "70000 er ingen port: de går fra 0 til 65535." in done.output
    assert not list(here.iterdir())


def test_books_are_not_read_where_nobody_could_be_answered(
    here: Path, taken: int
) -> None:
    run("--no-serve")
    words = ["serve", "--books", str(here / "fellesbok-demo"), "--port", str(taken)]

    done = CliRunner().invoke(main, words)

    assert done.exit_code == 1
    assert done.output.startswith(f"Feil: Kan ikke svare på 127.0.0.1:{taken} (")


def test_git_tells_how_the_books_came_about(here: Path) -> None:
    """Whatever the user has set for git, and with nothing left that is not kept."""
    run("--no-serve")
    folder = here / "fellesbok-demo"

    told = git(folder, "log", "--reverse", "--format=%ad %an|%s", "--date=short")
    assert told == [f"{each.day} {each.who}|{each.why}" for each in COMMITS]
    assert git(folder, "status", "--short") == []
    blamed = git(folder, "blame", "-s", "-l", "allocation_rules.yaml")
    assert len({line.split()[0].lstrip("^")[:20] for line in blamed}) == 3
    app = application(folder / "ledger/main.beancount", edit=False)
    page = Reader(app).page("Endringer", samarbeid="ikt")
    rows = page.rows("Endringer av linjene slik de står")
    assert [row[2] for row in rows[1:]] == [
        "Økonomisjef i Lauvnes",
        "Økonomisjef i Granvåg",
        "Økonomisjef i Granvåg",
    ]


@pytest.mark.parametrize("word", ["fast-import", "reset"])
def test_where_git_fails_there_are_books_and_no_half_history(
    here: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    real = subprocess.run

    def failing(words: list[str], **more: object) -> object:
        if word in words:
            raise OSError(2, "git")
        return real(words, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", failing)
    made = run("--no-serve")

    assert made.exit_code == 0, made.output
    assert "git" not in made.output
    assert (here / "fellesbok-demo" / "ledger" / "main.beancount").is_file()
    assert not (here / "fellesbok-demo" / ".git").exists()


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
