"""The next free number goes on from the largest series of the year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fellesbok.new_voucher.next_free import next_free
from numbered_vouchers import numbered


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), "2018-0001"),
        (("2018-0001", "2018-0009"), "2018-0010"),
        (("B-9", "B-10", "X-1"), "B-11"),
        (("7",), "8"),
        (("0099",), "0100"),
        (("uten tall",), "2018-0001"),
        (("9999",), "10000"),
    ],
)
def test_the_next_free_number_is_of_the_largest_series(
    numbers: tuple[str, ...], expected: str
) -> None:
    assert next_free(numbered(*numbers), 2018) == expected


def test_a_new_year_goes_on_as_the_year_before() -> None:
    assert next_free(numbered("2017-017", year=2017), 2018) == "2018-001"
    assert next_free(numbered("B-17", year=2017), 2018) == "B-18"


@given(st.lists(st.from_regex(r"[A-Z0-9-]{0,4}[0-9]{1,5}", fullmatch=True)))
def test_the_next_free_number_is_free(numbers: list[str]) -> None:
    assert next_free(numbered(*numbers), 2018) not in numbers
