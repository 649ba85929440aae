"""References on payments: KID, and our own (*betalingsreferanse*)."""

from __future__ import annotations

import pytest

from fellesbok_importers.documents.reference import is_kid


def test_a_kid_ends_in_a_check_digit_by_modulus_10_or_11() -> None:
    """123456: the sum by modulus 10 lacks 6, and by modulus 11 nothing."""
    right = {digit for digit in "0123456789-" if is_kid(f"123456{digit}")}
    assert right == {"6", "0"}


def test_a_check_digit_that_would_be_ten_is_a_hyphen() -> None:
    assert is_kid("6-")
    assert not is_kid("5-")


@pytest.mark.parametrize(
    "text", ["", "-", "1", "12a4", "1" * 26, "\N{FULLWIDTH DIGIT ONE}8"]
)
def test_what_is_no_kid(text: str) -> None:
    assert not is_kid(text)
