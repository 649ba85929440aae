"""The garbage collector is left as it was found, however a load ends."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from casebook import SOURCE
from casebook import load
from fellesbok.collecting import without_collecting
from fellesbok.entries.book_files import read_books

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = LEDGERS / "forty-sixty-of-the-ikt-accounts-2018" / SOURCE
BOTH = pytest.mark.parametrize("collects", [True, False])


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    gc.unfreeze()
    if was_enabled:
        gc.enable()
    else:
        gc.disable()


def let_it(collect: bool) -> None:  # noqa: FBT001 -- as the parameter of the tests
    if collect:
        gc.enable()
    else:
        gc.disable()


@BOTH
def test_the_plugin_leaves_the_collector_as_it_was(collects: bool) -> None:  # noqa: FBT001
    let_it(collects)
    assert load(BOOKS).entries
    assert gc.isenabled() is collects
    assert gc.get_freeze_count() == 0


@BOTH
def test_commands_leave_the_collector_as_it_was(collects: bool) -> None:  # noqa: FBT001
    let_it(collects)
    entries, _, _ = read_books(BOOKS)
    assert entries
    assert gc.isenabled() is collects
    assert gc.get_freeze_count() == 0


@BOTH
def test_so_it_is_where_something_stops(collects: bool) -> None:  # noqa: FBT001
    let_it(collects)
    with pytest.raises(ValueError, match="stopped"), without_collecting():
        raise ValueError("stopped")
    assert gc.isenabled() is collects
    assert gc.get_freeze_count() == 0


def alone(code: str) -> None:
    """Run code in a process of its own.

    To count what is frozen, or to collect, goes through all that a process has: in the
    process of the tests that is all modules and what every test before has left.
    """
    before = "import gc\nfrom fellesbok.collecting import without_collecting\n"
    found = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", before + dedent(code)], env=found, check=True)


def test_what_the_programme_around_us_has_frozen_stays_so() -> None:
    alone("""
        gc.freeze()
        frozen = gc.get_freeze_count()
        assert frozen
        with without_collecting():
            pass
        assert gc.get_freeze_count() > frozen // 2
    """)


def test_no_round_goes_through_the_books_while_they_are_made() -> None:
    gc.enable()
    rounds = gc.get_stats()[-1]["collections"]
    with without_collecting():
        kept = [[number] for number in range(200_000)]
    assert gc.get_stats()[-1]["collections"] == rounds
    assert kept


def test_garbage_that_goes_round_is_collected_afterwards() -> None:
    alone("""
        with without_collecting():
            for _ in range(1000):
                loop = []
                loop.append(loop)
        del loop
        assert gc.collect() >= 1000
    """)
