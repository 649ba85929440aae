"""A term in words: what it is called, and the figures that stand in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.approval_terms import ApprovalTerms
from fellesbok.agreement.approval_terms import Step
from fellesbok.agreement.claim_terms import Advance
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.term_words import key_with_figures
from fellesbok.agreement.term_words import rule_in_words
from plain_words import words
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Version

PAIR = ("kafjord", "lyngen")
SHARES = Shares({"lyngen": Fraction(2, 3), "kafjord": Fraction(1, 3)})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (Equal(), "likt"),
        (SHARES, "faste andeler (Kafjord 1/3, Lyngen 2/3)"),
        (
            Shares({"lyngen": Fraction(3, 4), "kafjord": Fraction(1, 4)}),
            "faste andeler (Kafjord 25 %, Lyngen 75 %)",
        ),
        (
            Weights({"kafjord": Fraction(5, 2), "lyngen": Fraction(3)}),
            "vekter (Kafjord 2,5, Lyngen 3)",
        ),
        (
            FixedAmounts({"lyngen": Fraction(15_000_50), "kafjord": Fraction(0)}),
            "faste beløp (Kafjord 0,00 kr, Lyngen 15 000,50 kr)",
        ),
        (Named("n", "Avtalte", SHARES), "Avtalte (Kafjord 1/3, Lyngen 2/3)"),
    ],
)
def test_a_key_is_told_with_what_it_gives_each(key: DistributionKey, told: str) -> None:
    assert words(key_with_figures(key, agreement(version(key)))) == told


TERMS = version(
    Equal(),
    PAIR,
    days=(date(2018, 1, 1), date.max),
    host="lyngen",
    centre=CostCentreRule(SHARES, PAIR),
)


def rule(term: str, terms: Version = TERMS) -> str:
    """A term of some terms, as it is told."""
    of = agreement(terms)
    return words(rule_in_words(term, terms, of.cooperations["ikt"], of))


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("from", "Fra: 01.01.2018"),
        ("participants", "Deltakere: Kafjord, Lyngen"),
        ("host", "Vertskommune: Lyngen"),
        ("key", "Nøkkel: likt"),
        ("basis", "Grunnlag: netto, etter tilskudd"),
        ("settlement", "Avregnes: hvert år"),
        ("surplus", "Overskudd: overskuddet betales tilbake"),
        ("decision", "Vedtak: ikke oppgitt"),
    ],
)
def test_a_term_is_told_after_its_name(term: str, told: str) -> None:
    assert rule(term) == told


def test_a_rule_of_a_cost_centre_says_how_and_among_whom() -> None:
    assert rule("cost_centre_rules") == (
        "Ansvar Felles: faste andeler (Kafjord 1/3, Lyngen 2/3), Kafjord, Lyngen"
    )


def test_claims_are_told_by_what_is_stated_of_them() -> None:
    vat = Vat(VatCategory.STANDARD, Fraction(1, 4), "")
    advance = Advance(None, None, ((2, 15), (5, 15), (8, 15), (11, 15)))
    whole = replace(TERMS, claims=ClaimTerms(advance, 30, vat))
    assert rule("claims", whole) == (
        "Krav: a konto i 4 terminer, 30 dagers betalingsfrist, avgiftskategori S"
    )
    days = replace(TERMS, claims=ClaimTerms(due_days=14))
    assert rule("claims", days) == "Krav: 14 dagers betalingsfrist"


def test_approval_is_told_by_its_limits() -> None:
    limits = ApprovalTerms(
        Decimal(0), Decimal(10_000), frozenset({Step.CLAIM}), ("Leder",), ("Rådmann",)
    )
    told = rule("approval", replace(TERMS, approval=limits))
    assert "10 000,00 kr" in told
    assert "Rådmann" in told
