"""What a claim's documents say, as values: no layout, and nothing of the books.

Amounts are kroner with two decimals.  The sign is the payer's: what it is to pay is
positive, what it is to get back is negative, also in a credit note.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.proof.made_of import MadeOf

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from fellesbok.agreement.claim_terms import Address
    from fellesbok.agreement.claim_terms import VatCategory
    from fellesbok.explanation import Section
    from fellesbok.messages import Text


class CannotDocumentError(InWordsError):
    """A claim has no documents; ``text`` says what does not add up."""


NOT_KNOWN = MadeOf("")


@frozen
class Party:
    """Who claims or who pays; ``None`` is what the agreements do not state."""

    name: str
    organisation_number: str | None
    address: Address | None


@frozen
class Line:
    """One line of a reckoning: what it is, and kroner."""

    label: Text
    amount: Decimal


@frozen
class Reference:
    """An earlier claim that this one settles or takes back."""

    id: str
    day: date


@frozen
class Reckoning:
    """How the amount of a claim comes about (*oppgjør*).

    Attributes:
        lines: What is claimed and what comes off; they add up to the claim's amount.
        background: The year's plan, or what becomes of the claim that is taken back.
            The last line is the sum of the others.
        references: The earlier claims among the lines.
    """

    lines: tuple[Line, ...]
    background: tuple[Line, ...]
    references: tuple[Reference, ...]

    @property
    def amount(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


@frozen
class Tax:
    """The tax of a claim (*merverdiavgift*).

    Attributes:
        category: Its category.
        rate: The share of the base; 0 for all but ``STANDARD``.
        base: What the tax is taken of: the claim's amount.
        amount: The tax, rounded half up to whole øre.
        reason: Why there is none; empty where there is.
    """

    category: VatCategory
    rate: Fraction
    base: Decimal
    amount: Decimal
    reason: str

    @property
    def payable(self) -> Decimal:
        """What is to be paid, tax included."""
        return self.base + self.amount


@frozen
class Voucher:
    """A voucher line behind the claim: number, date, text and kroner."""

    number: str
    day: date
    text: str
    amount: Decimal


@frozen
class Attachment:
    """What the receiver needs to check the claim alone (*vedlegg*).

    Attributes:
        sections: The explanation: basis, key, statistics, rounding, agreement.
        vouchers: The vouchers behind it.
        remarks: What must be known to read the vouchers.
        verify: How to check it, step by step.
        derived: How lines of the first page came about that are no share: an
            instalment, what is brought forward, what is set off.
    """

    sections: tuple[Section, ...]
    vouchers: tuple[Voucher, ...]
    remarks: tuple[Text, ...]
    verify: tuple[Text, ...]
    derived: tuple[Section, ...] = ()

    @property
    def vouchers_total(self) -> Decimal:
        """The sum of the vouchers."""
        return sum((voucher.amount for voucher in self.vouchers), Decimal(0))


@frozen
class ClaimPaper:
    """A claim as it is read: the front page and its attachment.

    ``tax_lines`` are the taxes of a claim with several categories, in which ``tax`` is
    ``None``.  ``due``, ``kid`` and ``bank_account`` are ``None`` where nothing is to be
    paid, and ``bank_account`` also where it is not stated.  ``tax`` is ``None`` where
    the agreement does not say it.  A draft (*utkast*) has no number and no KID yet.
    ``made_of`` is what the claim was made of, whenever the paper is drawn.
    """

    heading: Text
    title: Text
    number: str
    day: date
    due: date | None
    kid: str | None
    bank_account: str | None
    seller: Party
    buyer: Party
    buyer_reference: str | None
    accounting_cost: str | None
    reason: str
    is_credit: bool
    is_internal: bool
    reckoning: Reckoning
    tax: Tax | None
    attachment: Attachment
    tax_lines: tuple[Tax, ...] = ()
    is_draft: bool = False
    made_of: MadeOf = NOT_KNOWN

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """The tax of each category; none where the agreement does not say it."""
        return self.tax_lines or (() if self.tax is None else (self.tax,))

    @property
    def payable(self) -> Decimal:
        """What is to be paid or given back, tax included where there is any."""
        return self.reckoning.amount + sum((t.amount for t in self.taxes), Decimal(0))
