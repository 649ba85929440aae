"""Books that are shown no more do not stay in memory."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from fellesbok.web.access import giving_back
from fellesbok.web.access.views import Views
from pagebook import copy_of_seen_books
from viewed_books import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The collector is as the other tests have it afterwards."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_collector_is_asked_seldom_and_each_age_as_often_as_before() -> None:
    """Only the number of new objects is another."""
    gc.set_threshold(700, 10, 10)
    giving_back.collect_seldom()
    assert gc.get_threshold() == (20_000, 10, 10)


def test_books_that_are_shown_no_more_are_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three loads in a row: the two first ledgers are gone, and the last is shown."""
    monkeypatch.setattr(giving_back, "WAIT_SECONDS", 0.01)
    folder = copy_of_seen_books(tmp_path / "books")
    views = Views(folder / "ledger" / "main.beancount", reader=lambda: None)
    views.when_shown_anew = giving_back.collect_soon
    gc.disable()
    try:
        shown = []
        for _ in range(3):
            views.reload()
            shown.append(weakref.ref(views[views.slug]))
        until(lambda: [found() is None for found in shown] == [True, True, False])
    finally:
        gc.enable()
    assert shown[-1]() is views[views.slug]


def test_of_loads_in_a_row_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is asked for only after the first has begun."""
    begun: list[float] = []
    collects: list[Callable[[], None]] = []

    class Waiting:
        """A timer that nobody starts."""

        def __init__(self, seconds: float, collect: Callable[[], None]) -> None:
            begun.append(seconds)
            collects.append(collect)

        def start(self) -> None:
            """Wait for ever."""

    monkeypatch.setattr(giving_back, "Timer", Waiting)
    giving_back.collect_soon()
    giving_back.collect_soon()
    assert begun == [giving_back.WAIT_SECONDS]
    collects[0]()
    giving_back.collect_soon()
    assert len(begun) == 2
    collects[1]()


def test_a_machine_without_room_for_a_thread_collects_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who waits for the books has them, and they are collected the next time too."""
    collected: list[int] = []

    class Full:
        """A timer that cannot be started."""

        def __init__(self, _seconds: float, _collect: Callable[[], None]) -> None:
            """Know nothing."""

        def start(self) -> None:
            """Find no room."""
            raise RuntimeError

    monkeypatch.setattr(giving_back, "Timer", Full)
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    giving_back.collect_soon()
    giving_back.collect_soon()
    assert len(collected) == 2
