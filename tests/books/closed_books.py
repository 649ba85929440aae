"""Books with a closed year, and the command that closes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from fellesbok.cli import main
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from places import HOUSE
from places import copy_of_house

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded


BOOKS = HOUSE
LATE = LEDGERS / "a-late-voucher-for-a-closed-year-is-a-correction"


def shared(loaded: Loaded) -> Shared:
    """What the plugin kept of loaded books."""
    kept = loaded.options[OPTION]
    assert isinstance(kept, Shared)
    return kept


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A copy of the 2018 books."""
    copy_of_house(tmp_path)
    return tmp_path


def run(*arguments: str, answer: str = "") -> tuple[int, str]:
    """What a command answers, and how it ends."""
    done = CliRunner().invoke(main, list(arguments), input=answer)
    return done.exit_code, done.output
