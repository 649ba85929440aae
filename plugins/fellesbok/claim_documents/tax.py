"""The tax of a claim (*merverdiavgift*), by what the agreement has decided."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claim_documents.model import Tax
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from fractions import Fraction

    from fellesbok.claim_terms import Vat

PERCENT_DECIMALS = 2


def tax_of(amount: Decimal, vat: Vat) -> Tax:
    """The tax on an amount in kroner.

    Half an øre is rounded up, away from zero: EN 16931, BR-CO-17, wants the amount of
    each category times its rate, rounded to two decimals.  A claim has one category, so
    there is one rounding and nothing to add up.
    """
    return Tax(
        vat.category,
        vat.rate,
        amount,
        kroner(_tax_ore(int(amount.scaleb(2)), vat.rate)),
        vat.reason,
    )


def percent_of(rate: Fraction) -> Decimal | None:
    """The rate in per cent, or ``None`` where it has more than two decimals."""
    scaled = rate * 100 * 10**PERCENT_DECIMALS
    if scaled.denominator != 1:
        return None
    return Decimal(scaled.numerator).scaleb(-PERCENT_DECIMALS)


def _tax_ore(amount_ore: int, rate: Fraction) -> int:
    exact = abs(amount_ore) * rate
    whole = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return whole if amount_ore >= 0 else -whole
