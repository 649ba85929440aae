"""What a reference for payment and a rate must be, to stand in an e-invoice."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from fellesbok.claim_documents.conditions import kid_faults
from fellesbok.claim_documents.tax import percent_of


@pytest.mark.parametrize("kid", ["1234A", "12-34", "²34", "7", "1" * 26, ""])
def test_a_kid_that_is_no_number_is_told_as_such(kid: str) -> None:
    """Not that its check digit is another, which a letter has none of."""
    assert list(kid_faults(kid)) == [f"KID «{kid}» skal være 2–25 sifre."]


def test_a_kid_has_its_check_digit() -> None:
    """Of 1 23 4: 2×4 + 3 + 2×2 + 1 = 16, so that 4 is lacking to 20 (modulus 10)."""
    assert list(kid_faults("12344")) == []
    assert list(kid_faults("12345")) == [
        "KID «12345» har feil kontrollsiffer: 4 var ventet (modulus 10)."
    ]
    assert list(kid_faults(None)) == []


@pytest.mark.parametrize(
    ("rate", "percent"),
    [
        (Fraction(25, 100), Decimal("25.00")),
        (Fraction(1111, 10000), Decimal("11.11")),  # raw fish
        (Fraction(1, 9), None),
        (Fraction(11111, 100000), None),
    ],
)
def test_a_rate_has_two_decimals_in_per_cent(
    rate: Fraction, percent: Decimal | None
) -> None:
    assert percent_of(rate) == percent
