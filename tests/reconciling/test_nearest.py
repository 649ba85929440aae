"""Lines of the same amount are paired by the nearest day; equals are never guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.reconciling import nearest as room
from fellesbok.reconciling.nearest import nearest
from held_by_hand import ours
from held_by_hand import theirs

if TYPE_CHECKING:
    from fellesbok.reconciling.nearest import Near
    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import TheirLine


def of(*days: int, amount: str = "10") -> list[OurLine]:
    """Claims of that amount, each on a day of May."""
    return [ours(amount, date(2018, 5, day)) for day in days]


def there(*days: int, amount: str = "10") -> list[TheirLine]:
    """Their lines, likewise."""
    return [theirs(amount, date(2018, 5, day)) for day in days]


def days(found: list[Near]) -> list[tuple[list[int], list[int], bool]]:
    """The days of May on each side of each, and whether it is certain."""
    return [
        (
            [line.day.day for line in near.ours],
            [line.day.day for line in near.theirs],
            near.is_certain,
        )
        for near in found
    ]


@pytest.mark.parametrize(
    ("mine", "yours", "found"),
    [
        # Each with its nearest, whatever the order of the lists.
        ((1, 20), (21, 3), [([20], [21], True), ([1], [3], True)]),
        # What is left when the nearest is taken is paired with what is left.
        ((1, 2), (2, 30), [([2], [2], True), ([1], [30], True)]),
        # Two that are as near are told together.
        ((10,), (9, 11), [([10], [9, 11], False)]),
        ((5, 5), (5,), [([5, 5], [5], False)]),
        # A chain of equals is one group.
        ((1, 3), (2, 4), [([1, 3], [2, 4], False)]),
        # Before and after count alike, and one more is left alone.
        ((10,), (13, 8), [([10], [8], True)]),
        ((), (1,), []),
    ],
)
def test_the_nearest_first_until_one_side_is_used_up(
    mine: tuple[int, ...],
    yours: tuple[int, ...],
    found: list[tuple[list[int], list[int], bool]],
) -> None:
    assert days(list(nearest(of(*mine), there(*yours)))) == found


def test_another_amount_is_never_the_same() -> None:
    assert list(nearest(of(1), there(1, amount="10.01"))) == []
    both = [*of(1), *of(2, amount="-10")]
    found = days(list(nearest(both, there(2, amount="-10"))))
    assert found == [([2], [2], True)]


def test_of_too_many_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PAIRS", 3)
    assert days(list(nearest(of(1, 2), there(1, 2)))) == [([1, 2], [1, 2], False)]
    monkeypatch.setattr(room, "MOST_PAIRS", 4)
    assert len(days(list(nearest(of(1, 2), there(1, 2))))) == 2
