"""A claim's tax category by category (*avgiftslinjer*), as it stands in the books.

Where an agreement has parts of different kinds, a claim says what falls in each
category, one line of metadata each, so that no document ever divides it anew::

    avgift1: "S 25 % av 1000.00 kr: 250.00 kr"
    avgift2: "O 0 % av 500.00 kr: 0.00 kr. Utenfor avgiftsområdet"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.claim_terms import Vat
from fellesbok.claim_terms import VatCategory
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Sequence

Key = str
"""Category and rate: what EN 16931 sums the tax of an invoice by (BG-23)."""

FIELD = re.compile(r"avgift[1-9]\d*")
_FORM = re.compile(
    r"(?P<category>[OEZS]) (?P<rate>\d{1,4}(\.\d{1,6})?|\d{1,6}/[1-9]\d{0,5}) %"
    r" av (?P<base>-?\d{1,15}\.\d\d) kr: (?P<tax>-?\d{1,15}\.\d\d) kr"
    r"(\. (?P<reason>.+))?"
)


@dataclass(frozen=True)
class TaxLine:
    """What of a claim falls in one category, in kroner with two decimals.

    Attributes:
        vat: The category, its rate, and why there is no tax.
        base: What the tax is taken of; the bases add up to the claim's amount.
        tax: The tax.
    """

    vat: Vat
    base: Decimal
    tax: Decimal

    @property
    def key(self) -> Key:
        """Category and rate."""
        return key_of(self.vat)

    @property
    def is_right(self) -> bool:
        """Whether the tax is that of the base, rounded half up (BR-CO-17)."""
        return self == taxed(self.vat, self.base)

    def negated(self) -> TaxLine:
        """The same, taken back."""
        return TaxLine(self.vat, -self.base, -self.tax)

    def __str__(self) -> str:
        """As it is written in the books."""
        reason = f". {self.vat.reason}" if self.vat.reason else ""
        rate = _percent(self.vat.rate)
        return (
            f"{self.vat.category.value} {rate} % av {self.base:.2f} kr:"
            f" {self.tax:.2f} kr{reason}"
        )


def key_of(vat: Vat) -> Key:
    """Category and rate of a tax."""
    return f"{vat.category.value} {vat.rate}"


def taxed(vat: Vat, base: Decimal) -> TaxLine:
    """A line with the tax of its base, in whole øre."""
    return TaxLine(vat, base, kroner(vat.tax_ore(int(base.scaleb(2)))))


def read_line(written: str) -> TaxLine | None:
    """A line as it stands in the books, or ``None`` where it is none."""
    match = _FORM.fullmatch(written)
    if match is None:
        return None
    rate = Fraction(match["rate"]) / 100
    vat = Vat(VatCategory(match["category"]), rate, match["reason"] or "")
    return TaxLine(vat, Decimal(match["base"]), Decimal(match["tax"]))


def tax_of_lines(lines: Sequence[TaxLine]) -> Decimal:
    """The tax of all lines, in kroner."""
    return sum((line.tax for line in lines), Decimal("0.00"))


def _percent(rate: Fraction) -> str:
    """A rate in per cent: with its decimals where they are few, else as a fraction."""
    percent = rate * 100
    for decimals in range(7):
        scaled = percent * 10**decimals
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-decimals):f}"
    return str(percent)
