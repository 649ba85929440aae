"""A claim's tax category by category (*avgiftslinjer*), as it stands in the books.

Where an agreement has parts of different kinds, a claim says what falls in each
category, one line of metadata each, so that no document ever divides it anew::

    avgift1: "S 25 % av 1000.00 kr: 250.00 kr"
    avgift2: "O 0 % av 500.00 kr: 0.00 kr. Utenfor avgiftsområdet"
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.frozen import frozen
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


@frozen
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


def lines_left(
    lines: Sequence[TaxLine], taken: Sequence[TaxLine]
) -> tuple[TaxLine, ...]:
    """What is left of some lines when others, of the other sign, are taken off."""
    left = []
    for line in lines:
        off = [other for other in taken if other.key == line.key]
        base = sum((other.base for other in off), line.base)
        tax = sum((other.tax for other in off), line.tax)
        if base or tax:
            left.append(TaxLine(line.vat, base, tax))
    return tuple(left)


def part_of_lines(
    left: Sequence[TaxLine], whole: Sequence[TaxLine], taken: Decimal
) -> tuple[TaxLine, ...]:
    """What a part of a claim takes of its lines, when all parts so far are ``taken``.

    The parts so far have of each category what the whole has in proportion, in whole
    øre by the largest remainder, and its tax; a part has what it adds to those before.

    Args:
        left: What is left of the lines before the part.
        whole: The lines of the claim; their bases are not nothing together.
        taken: The amount of all parts so far, in kroner, without tax.
    """
    total = sum((line.base for line in whole), Decimal(0))
    part = Fraction(taken) / Fraction(total)
    exact = {line.key: Fraction(line.base) * 100 * part for line in whole}
    order = [line.key for line in whole]
    bases = largest_remainder(exact, int(taken * 100), tie_order=order).amounts_ore
    by_now = [
        taxed(line.vat, kroner(bases[line.key])).negated()
        for line in whole
        if bases[line.key]
    ]
    rest = {line.key: line for line in lines_left(whole, by_now)}
    found = []
    for line in left:
        kept = rest.get(line.key, TaxLine(line.vat, Decimal(0), Decimal(0)))
        base, tax = line.base - kept.base, line.tax - kept.tax
        if base or tax:
            found.append(TaxLine(line.vat, base, tax))
    return tuple(found)


def _percent(rate: Fraction) -> str:
    """A rate in per cent: with its decimals where they are few, else as a fraction."""
    percent = rate * 100
    for decimals in range(7):
        scaled = percent * 10**decimals
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-decimals):f}"
    return str(percent)
