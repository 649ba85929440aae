"""Which voucher numbers a document held, as people write them: ``1-4, 7``."""

from __future__ import annotations

import pytest

from fellesbok.entries.number_series import gaps
from fellesbok.entries.number_series import holds
from fellesbok.entries.number_series import joined
from fellesbok.entries.number_series import read
from fellesbok.entries.number_series import stretches_of
from fellesbok.entries.number_series import written


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([3], "3"),
        ([1, 2], "1-2"),
        ([1, 3], "1, 3"),
        ([7, 2, 1, 4, 3], "1-4, 7"),
        ([5, 5, 6], "5-6"),
    ],
)
def test_numbers_are_written_as_people_do(numbers: list[int], text: str) -> None:
    assert written(stretches_of(numbers)) == text
    assert read(text) == stretches_of(numbers)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1-3, 4", ((1, 4),)),
        ("1-3, 5", ((1, 3), (5, 5))),
        ("1-9, 2-3", ((1, 9),)),
        ("1-3, 2-9", ((1, 9),)),
        ("1-2, 5-9, 6-7", ((1, 2), (5, 9))),
        ("4, 1", ((1, 1), (4, 4))),
        ("3-3", ((3, 3),)),
        ("1, 3-4, 5", ((1, 1), (3, 5))),
    ],
)
def test_stretches_that_touch_are_one(
    text: str, found: tuple[tuple[int, int], ...]
) -> None:
    assert read(text) == found
    assert joined(reversed(found)) == found


@pytest.mark.parametrize("text", ["", "4-3", "1;2", "1-", "-2", "1-2-3", "a", "1,,2"])
def test_what_is_no_series_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "lacking"),
    [("1-4", ""), ("1-4, 6", "5"), ("7, 2, 4", "3, 5-6"), ("3", "")],
)
def test_what_is_lacking_lies_between_the_first_and_the_last(
    text: str, lacking: str
) -> None:
    assert written(gaps(read(text) or ())) == lacking


def test_a_stretch_holds_its_ends_and_what_is_between() -> None:
    series = read("3-5, 8") or ()
    assert [number for number in range(10) if holds(series, number)] == [3, 4, 5, 8]
