"""The demo's command, run in a folder of its own."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["demo", *words])


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else answers on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]
