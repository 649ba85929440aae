"""A port that cannot be answered on is told of before anything else is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo_here import here as here  # noqa: PLC0414 -- a fixture
from demo_here import run
from demo_here import taken as taken  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path


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
