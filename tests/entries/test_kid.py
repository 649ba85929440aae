"""The reference that a payment bears (*KID*), and the number of its claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from fellesbok.entries.kid import ClaimNumber
from fellesbok.entries.kid import claim_number


@given(st.integers(1000, 2999), st.integers(1, 9999))
def test_a_kid_has_its_check_digit_and_leads_back(year: int, number: int) -> None:
    parts = ClaimNumber("nord-troms", year, number)
    assert luhn.is_valid(parts.kid)
    assert claim_number(parts.id) == parts


def test_a_wrong_digit_of_a_kid_is_found() -> None:
    kid = ClaimNumber("nordreisa", 2018, 1).kid
    assert kid == "201800018"
    for place, digit in enumerate(kid):
        for other in set("0123456789") - {digit}:
            wrong = f"{kid[:place]}{other}{kid[place + 1 :]}"
            assert not luhn.is_valid(wrong)


@pytest.mark.parametrize(
    "written", ["", "nordreisa", "nordreisa-2018-0000", "nordreisa-18-0001", "1-2018-1"]
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert claim_number(written) is None
