"""Exact amounts by tax category: scaled to a total, or filled up to it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.tax_lines import key_of
from fellesbok.sharing.tax_parts import filled
from fellesbok.sharing.tax_parts import key_under
from fellesbok.sharing.tax_parts import kinds_of
from fellesbok.sharing.tax_parts import scaled

OUTSIDE = Vat(VatCategory.OUTSIDE, Fraction(0), "Utenfor avgiftsområdet")
STANDARD = Vat(VatCategory.STANDARD, Fraction(1, 4), "")
GENERAL, TAXED = key_of(OUTSIDE), key_of(STANDARD)


def test_a_scale_keeps_the_proportions() -> None:
    """One to three of 100 øre, and of a credit of 10."""
    exact = {GENERAL: Fraction(1), TAXED: Fraction(3)}
    assert scaled(exact, 100, GENERAL) == {GENERAL: 25, TAXED: 75}
    assert scaled(exact, -10, GENERAL) == {
        GENERAL: Fraction(-5, 2),
        TAXED: Fraction(-15, 2),
    }
    assert scaled(exact, 0, GENERAL) == {GENERAL: 0, TAXED: 0}


def test_what_has_no_proportions_is_of_the_general_category() -> None:
    assert scaled({}, 7, GENERAL) == {GENERAL: 7}
    assert scaled({}, 0, GENERAL) == {}


def test_parts_that_are_nothing_together_keep_their_own_signs() -> None:
    """What lacks is laid on each by its size, not by its sign."""
    exact = {GENERAL: Fraction(-50), TAXED: Fraction(50)}
    assert scaled(exact, 10, GENERAL) == {GENERAL: -45, TAXED: 55}
    assert filled(exact, Fraction(0), GENERAL) == exact
    assert filled(
        {GENERAL: Fraction(30), TAXED: Fraction(-10)}, Fraction(24), GENERAL
    ) == {
        GENERAL: 33,
        TAXED: -9,
    }


def test_every_category_of_the_terms_with_all_its_reasons() -> None:
    other = Vat(VatCategory.OUTSIDE, Fraction(0), "Ikke næring")
    before = ClaimTerms(vat=other, vat_by_cost_centre={"9": OUTSIDE})
    now = ClaimTerms(vat=OUTSIDE, vat_by_cost_centre={"155": STANDARD})
    found = kinds_of([before], now)
    assert list(found) == [GENERAL, TAXED]
    assert found[GENERAL].reason == "Utenfor avgiftsområdet; Ikke næring"
    assert found[TAXED] == STANDARD
    assert kinds_of([ClaimTerms()], ClaimTerms()) == {}


def test_a_cost_centre_has_its_own_category_or_the_general_one() -> None:
    terms = ClaimTerms(vat=OUTSIDE, vat_by_cost_centre={"155": STANDARD})
    assert (key_under(terms, "155"), key_under(terms, "")) == (TAXED, GENERAL)
    with pytest.raises(ContradictionError):
        key_under(ClaimTerms(vat_by_cost_centre={"155": STANDARD}), "153")
