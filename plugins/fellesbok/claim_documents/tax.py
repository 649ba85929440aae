"""The tax of a claim (*merverdiavgift*), by what the agreement has decided."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import percent
from fellesbok.claim_documents.content import CannotDocumentError
from fellesbok.claim_documents.content import Tax
from fellesbok.entries.claim import left_of
from fellesbok.entries.claim import part_of
from fellesbok.entries.tax_lines import TaxLine
from fellesbok.entries.tax_lines import taxed
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from fellesbok.agreement.claim_terms import Vat
    from fellesbok.entries.claim import Claim

PERCENT_DECIMALS = 2


def tax_of(amount: Decimal, vat: Vat) -> Tax:
    """The tax on an amount in kroner."""
    return _shown(taxed(vat, amount))


def booked_tax(claim: Claim, vat: Vat) -> Tax:
    """The tax of a claim, which must be what it is booked with.

    Raises:
        CannotDocumentError: It is not; the agreement has been changed since.
    """
    return _as_booked(claim, tax_of(claim.amount, vat))


def credited_tax(note: Claim, known: Sequence[Claim], vat: Vat) -> Tax:
    """The tax that a credit note takes back: its part of the tax of the claim.

    Args:
        note: The credit note.
        known: The claims before it, with the one that it takes back.
        vat: What the agreement has decided.

    Raises:
        CannotDocumentError: It is booked with another tax, or the claim is.
    """
    (claim,) = (c for c in known if c.id == note.credits)
    booked_tax(claim, vat)
    left = left_of(claim, (c for c in known if c.credits == claim.id))
    part = part_of(left, claim, -note.amount)
    return _as_booked(note, _shown(TaxLine(vat, note.amount, -part.tax)))


def _as_booked(claim: Claim, tax: Tax) -> Tax:
    """The tax, if the claim is booked with it."""
    if claim.tax != tax.amount:
        raise CannotDocumentError(
            Text(
                "Kravet {number}: avgiften er ført med {amount} kr, men avtalen gir"
                " {expected} kr (differanse {difference} kr). Er avtalen endret siden"
                " det ble sendt?",
                number=claim.id,
                amount=claim.tax,
                expected=tax.amount,
                difference=claim.tax - tax.amount,
            )
        )
    return tax


def written_taxes(claim: Claim) -> tuple[Tax, ...]:
    """The tax of each category, as the claim was written; none of a claim with one."""
    return tuple(map(_shown, claim.tax_lines))


def _shown(line: TaxLine) -> Tax:
    """A tax as the documents have it."""
    vat = line.vat
    return Tax(vat.category, vat.rate, line.base, line.tax, vat.reason)


def tax_label(tax: Tax) -> Text:
    """The tax, its rate, or why there is none."""
    if tax.rate:
        return Text("Merverdiavgift {percent}", percent=percent(tax.rate))
    if tax.reason:
        return Text("Ingen merverdiavgift: {reason}", reason=tax.reason)
    return Text("Merverdiavgift 0 %")


def percent_of(rate: Fraction) -> Decimal | None:
    """The rate in per cent, or ``None`` where it has more than two decimals."""
    scaled = rate * 100 * 10**PERCENT_DECIMALS
    if scaled.denominator != 1:
        return None
    return Decimal(scaled.numerator).scaleb(-PERCENT_DECIMALS)
