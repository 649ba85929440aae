"""The tax of a claim in whole øre, half an øre away from zero (EN 16931, BR-CO-17)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory


@pytest.mark.parametrize(
    ("amount_ore", "rate", "tax_ore"),
    [
        (1_000_00, "25/100", 250_00),
        (1, "25/100", 0),  # a quarter of an øre
        (2, "25/100", 1),  # half an øre, up
        (-2, "25/100", -1),  # and a credit note gives back what was asked for
        (3, "25/100", 1),
        (5, "25/100", 1),
        (6, "25/100", 2),  # 1.5, never down to the even one
        (10, "15/100", 2),
        (-10, "15/100", -2),
        (999_99, "12/100", 120_00),  # 119.9988
        (0, "25/100", 0),
        (1_000_00, "0", 0),
    ],
)
def test_the_tax_of_an_amount_by_hand(amount_ore: int, rate: str, tax_ore: int) -> None:
    vat = Vat(VatCategory.STANDARD, Fraction(rate), "")
    assert vat.tax_ore(amount_ore) == tax_ore


def test_terms_that_say_nothing_of_claims_ask_for_nothing_ahead() -> None:
    silent = ClaimTerms()
    assert (silent.advance, silent.due_days, silent.vat) == (None, None, None)
    assert silent.vat_by_cost_centre == {}
