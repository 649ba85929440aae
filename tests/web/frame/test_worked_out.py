"""What has been worked out for a page is not worked out again, and not without end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.web.frame.worked_out import MOST_WORKED_OUT
from fellesbok.web.frame.worked_out import once

if TYPE_CHECKING:
    from collections.abc import Hashable


def test_it_is_made_once() -> None:
    known: dict[Hashable, Any] = {}
    assert once(known, "år", lambda: [1]) == [1]
    assert once(known, "år", lambda: pytest.fail("made again")) == [1]


def test_readers_who_ask_without_end_do_not_fill_the_memory() -> None:
    known: dict[Hashable, Any] = {}
    for year in range(3 * MOST_WORKED_OUT):
        assert once(known, year, partial(str, year)) == str(year)
        assert len(known) <= MOST_WORKED_OUT


def test_what_stops_is_asked_for_again() -> None:
    known: dict[Hashable, Any] = {}
    with pytest.raises(ZeroDivisionError):
        once(known, "år", lambda: 1 // 0)
    assert once(known, "år", lambda: 2) == 2
