"""A room is imported when something is asked of it that it has an answer to."""

from __future__ import annotations

import sys

import pytest

from fellesbok.woken.sleeping import Asked
from fellesbok.woken.sleeping import SleepingRoom


def test_a_room_is_imported_when_something_of_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "fellesbok.drawing.colours", raising=False)
    room = SleepingRoom("drawing.colours")
    assert "fellesbok.drawing.colours" not in sys.modules
    assert room.party(0) == "#2f7fb5"
    assert "fellesbok.drawing.colours" in sys.modules
    with pytest.raises(AttributeError):
        room.finnes_ikke  # noqa: B018 -- asked for


def test_of_nothing_the_answer_is_what_the_room_would_have_said() -> None:
    asked: list[tuple[list[int], int]] = []

    def total(numbers: list[int], more: int = 0) -> int:
        asked.append((numbers, more))
        return sum(numbers) + more

    ask = Asked(lambda: total).where(
        lambda numbers, *_, **__: numbers, lambda *_, **__: 0
    )
    assert ask([]) == 0
    assert asked == []
    assert ask([1, 2], more=3) == 6
    assert asked == [([1, 2], 3)]


def test_the_room_is_found_each_time_it_is_asked() -> None:
    """So that whoever puts another function in its place is asked."""
    answers = iter([lambda: 1, lambda: 2])
    asked = Asked(lambda: next(answers))
    assert (asked(), asked()) == (1, 2)
