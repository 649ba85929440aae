"""What is asked for is looked at before the books are opened to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from demo_here import here as here  # noqa: PLC0414 -- a fixture
from demo_here import run
from demo_here import taken as taken  # noqa: PLC0414 -- a fixture
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_books_are_not_read_where_nobody_could_be_answered(
    here: Path, taken: int
) -> None:
    run("--no-serve")
    words = ["serve", "--books", str(here / "fellesbok-demo"), "--port", str(taken)]

    done = CliRunner().invoke(main, words)

    assert done.exit_code == 1
    assert done.output.startswith(f"Feil: Kan ikke svare på 127.0.0.1:{taken} (")
