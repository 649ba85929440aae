"""New books are a repository of their own, with a whole history or none."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo_here import here as here  # noqa: PLC0414 -- a fixture
from demo_here import run
from fellesbok.starting.demo.commits import COMMITS
from fellesbok.web.access.serving import application
from init_runs import GIVEN
from init_runs import run as run_init
from pagebook import Reader

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


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


def test_no_repository_is_made_inside_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()

    run_init("init", str(tmp_path / "bok"), *GIVEN)

    assert not (tmp_path / "bok/.git").exists()
    (tmp_path / ".git").rmdir()
    monkeypatch.setenv("PATH", "")
    done = run_init("init", str(tmp_path / "andre"), *GIVEN)
    assert done.exit_code == 0
    assert not (tmp_path / "andre/.git").exists()
