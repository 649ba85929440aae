"""What an agreement says of claims (*krav*), and what an invoice must know of a payer.

This room knows nothing of YAML or of Beancount, and uses the standard library alone.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


class VatCategory(Enum):
    """The tax category of a claim (*avgiftskategori*), by UNCL5305.

    Which one holds is a decision of the agreement; the programme never guesses it.
    """

    OUTSIDE = "O"
    EXEMPT = "E"
    ZERO = "Z"
    STANDARD = "S"


@frozen
class Vat:
    """The tax of a claim (*merverdiavgift*).

    ``rate`` is a share of the amount, such as 1/4; 0 for all but ``STANDARD``.
    ``reason`` says why no tax is charged, and stands on the invoice.
    """

    category: VatCategory
    rate: Fraction
    reason: str

    def tax_ore(self, amount_ore: int) -> int:
        """The tax on an amount in øre, in whole øre.

        Half an øre is rounded up, away from zero: EN 16931, BR-CO-17, wants the amount
        of each category times its rate, rounded to two decimals.  Where a claim has
        several categories, each is rounded and the tax is their sum (BR-CO-14).
        """
        exact = abs(amount_ore) * self.rate
        whole = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
        return whole if amount_ore >= 0 else -whole


@frozen
class Advance:
    """Payments on account (*a konto*) in a year.

    Attributes:
        amount_ore: A sum for the year in øre that the key shares, or ``None``.
        amounts_ore: What each payer pays in a year in øre, or ``None``.  Where both are
            ``None``, the year's budget is what the key shares.
        due: Month and day of each instalment (*termin*), in order; 1, 2, 4 or 12.
    """

    amount_ore: int | None
    amounts_ore: Mapping[str, int] | None
    due: tuple[tuple[int, int], ...]


@frozen
class ClaimTerms:
    """How the participants are asked to pay; ``None`` is what is not stated.

    Attributes:
        advance: Payments on account, or ``None``: nothing is claimed before the period
            is over.
        due_days: Days from the date of a claim until it falls due (*betalingsfrist*);
            instalments have their own days.
        vat: The tax.
        vat_by_cost_centre: The tax of what is shared of a cost centre, by its code,
            where it is another than ``vat``.
    """

    advance: Advance | None = None
    due_days: int | None = None
    vat: Vat | None = None
    vat_by_cost_centre: Mapping[str, Vat] = field(default_factory=dict)


@frozen
class Address:
    """Where a municipality has its post (*postadresse*)."""

    street: str
    postcode: str
    city: str


@frozen
class Invoicing:
    """What an invoice to or from a municipality says of it; ``None``: not stated.

    Attributes:
        address: Its address.
        endpoint: Where it receives e-invoices: nine digits of the scheme 0192.
        bank_account: Eleven digits that it is paid on (*kontonummer*).
        buyer_reference: What it wants to see on invoices (*deres referanse*, BT-10).
        accounting_cost: Where it books them (*konteringsstreng*, BT-19).
        in_vat_register: Whether its number has the ending ``MVA``.
        endpoint_of: Who receives them, where others have the same endpoint.
    """

    address: Address | None = None
    endpoint: str | None = None
    bank_account: str | None = None
    buyer_reference: str | None = None
    accounting_cost: str | None = None
    in_vat_register: bool = False
    endpoint_of: str | None = None
