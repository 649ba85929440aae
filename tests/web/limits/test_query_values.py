"""A value of a query is no larger than anybody reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fellesbok.web.limits.query_values import LONGEST_TEXT
from fellesbok.web.limits.query_values import MOST_BITS
from fellesbok.web.limits.query_values import MOST_DIGITS
from fellesbok.web.limits.query_values import TooLargeError
from fellesbok.web.limits.query_values import measured


@pytest.mark.parametrize(
    "value",
    [
        "x" * LONGEST_TEXT,
        2**MOST_BITS - 1,
        -(2**MOST_BITS) + 1,
        Decimal(f"1E{MOST_DIGITS}"),
        Decimal(f"1E-{MOST_DIGITS}"),
        None,
        date(2018, 1, 1),
        {"a"},
    ],
    ids=["text", "whole", "below", "large", "small", "nothing", "day", "set"],
)
def test_what_somebody_reads_is_as_it_is(value: object) -> None:
    assert measured(value) is value


@pytest.mark.parametrize(
    "value",
    [
        "x" * (LONGEST_TEXT + 1),
        2**MOST_BITS,
        Decimal(f"1E{MOST_DIGITS + 1}"),
        Decimal(f"-1E-{MOST_DIGITS + 1}"),
    ],
    ids=["text", "whole", "large", "small"],
)
def test_what_nobody_reads_is_not_made(value: object) -> None:
    with pytest.raises(TooLargeError):
        measured(value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_nothing(value: str) -> None:
    assert measured(Decimal(value)) is None
