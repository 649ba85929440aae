"""Served books that somebody changes meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from places import HOUSE
from places import copy_of_house

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


BOOKS = HOUSE
PATIENCE_SECONDS = 30


@pytest.fixture
def main(tmp_path: Path) -> Path:
    copy_of_house(tmp_path)
    return tmp_path / "ledger" / "main.beancount"


def until(true: Callable[[], bool]) -> None:
    """Wait as a reader does, who asks again and again."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)
