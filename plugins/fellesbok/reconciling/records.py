"""What either side has booked, and what became of it when they were held together.

Amounts are kroner with two decimals.  A cost of the payer, and a claim on it, is
positive; so is what it has paid.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_equal
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ZERO = Decimal("0.00")


class Side(Enum):
    """What of the two books is held together."""

    CLAIMS = "claims"
    PAYMENTS = "payments"


class Outcome(Enum):
    """What is said of a line, or of lines that are of one claim."""

    AGREED = "agreed"
    AMOUNT = "amount"
    PERIOD = "period"
    PERIOD_AND_AMOUNT = "period_and_amount"
    ACCOUNT = "account"
    MISSING_THERE = "missing_there"
    MISSING_HERE = "missing_here"
    AMBIGUOUS = "ambiguous"


OUTCOMES = {
    Outcome.AGREED: Text("Stemmer"),
    Outcome.AMOUNT: Text("Ulikt beløp"),
    Outcome.PERIOD: Text("Ulikt regnskapsår"),
    Outcome.PERIOD_AND_AMOUNT: Text("Ulikt regnskapsår og beløp"),
    Outcome.ACCOUNT: Text("Ulik art"),
    Outcome.MISSING_THERE: Text("Mangler hos kommunen"),
    Outcome.MISSING_HERE: Text("Mangler hos oss"),
    Outcome.AMBIGUOUS: Text("Kan leses på flere måter"),
}
"""What people read, in the order in which it is looked at."""


class Basis(Enum):
    """How it is known that lines are of the same claim."""

    ANSWER = "answer"
    NUMBER = "number"
    KID = "kid"
    AMOUNT_AND_DAY = "amount_and_day"
    NOT_KNOWN = "not_known"


BASES = {
    Basis.ANSWER: Text("svar"),
    Basis.NUMBER: Text("kravnummer"),
    Basis.KID: Text("KID"),
    Basis.AMOUNT_AND_DAY: Text("beløp og dag"),
    Basis.NOT_KNOWN: Text("–"),
}


@frozen
class TheirLine:
    """A line that the other party has booked.

    Attributes:
        row: The line of its file, from 1.
        voucher: Its voucher number.
        day: The date of the voucher.
        year: The accounting year.
        code: The art or account, as the file writes it.
        art: The three digits of the art; of an account that is none, the code.
        party: The supplier or customer, where the file says it.
        text: What is written of it.
        reference: KID, document number and the like, where the file has them.
        amount: Debit less credit.
    """

    row: int
    voucher: str
    day: date
    year: int
    code: str
    art: str
    party: str
    text: str
    reference: str
    amount: Decimal


@frozen
class TheirBooks:
    """What a file of the other party holds.

    Attributes:
        path: The file, as it was named.
        organisation_number: Whose books they are; nothing where the file cannot say.
        organisation_row: The line of the file that says it.
        lines: The lines of operations that are wanted.
        payables: The lines on the accounts that are asked for besides.
        years: The accounting years that the file has any line of.
        told: What the file holds and nobody reads.
    """

    path: str
    organisation_number: str
    organisation_row: int | None
    lines: tuple[TheirLine, ...]
    payables: tuple[TheirLine, ...] = ()
    years: tuple[int, ...] = ()
    told: tuple[Text, ...] = ()


class CannotReadError(Exception):
    """A file of the other party is refused; ``texts`` are all its faults, with line."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep them in the order of the file."""
        self.texts = tuple(texts)
        super().__init__("\n".join(self.texts))


@frozen
class OurLine:
    """A claim, a credit note, or a payment of a claim.

    Attributes:
        claim: The number of the claim; nothing for money that pays none.
        kid: Its KID, or nothing.
        cooperation: The title of the cooperation.
        account: Its component of the accounts.
        day: The date of the claim or payment.
        year: The accounting year that it belongs to.
        amount: What it is of, without tax.
        tax: What is added as tax.
        entry: Where it stands in the books, as Beancount has it.
        objection: How what the payer objects to the claim stands; ``None`` if nothing.
        objections: The ids of what of it is open, or granted and not put right.
    """

    claim: str
    kid: str
    cooperation: str
    account: str
    day: date
    year: int
    amount: Decimal
    tax: Decimal = ZERO
    entry: object = None
    objection: Text | None = None
    objections: tuple[str, ...] = ()


@frozen
class Item:
    """Lines of both sides that are of one claim, or one that has no counterpart.

    Attributes:
        outcome: What is said of them.
        basis: How it is known that they belong together.
        year: The accounting year that is reconciled.
        ours: What we have.
        theirs: What they have.
        remark: What a reader should know besides, or nothing.
    """

    outcome: Outcome
    basis: Basis
    year: int
    ours: tuple[OurLine, ...]
    theirs: tuple[TheirLine, ...]
    remark: str = ""

    @property
    def our_amount(self) -> Decimal:
        """What we have in the year."""
        return total(line for line in self.ours if line.year == self.year)

    @property
    def their_amount(self) -> Decimal:
        """What they have in the year."""
        return total(line for line in self.theirs if line.year == self.year)

    @property
    def difference(self) -> Decimal:
        """What it explains of the difference: theirs less ours, in the year."""
        return self.their_amount - self.our_amount

    @property
    def claim(self) -> str:
        """The claims that it is of, by number."""
        return ", ".join(dict.fromkeys(line.claim for line in self.ours if line.claim))


@frozen
class Reconciliation:
    """A year of two books held together.

    Attributes:
        side: What of them.
        year: The accounting year.
        items: Each line of either side once, in the order of ``OUTCOMES``.
        ours: What we have in the year.
        theirs: What they have in the year.
    """

    side: Side
    year: int
    items: tuple[Item, ...]
    ours: Decimal
    theirs: Decimal

    def __post_init__(self) -> None:
        """The difference is explained to the øre.

        Raises:
            ContradictionError: It is not.
        """
        explained = sum((item.difference for item in self.items), ZERO)
        must_equal("Forskjellen og det som forklarer den", self.difference, explained)

    @property
    def difference(self) -> Decimal:
        """Theirs less ours."""
        return self.theirs - self.ours

    @property
    def is_agreed(self) -> bool:
        """Whether nothing is to be looked at."""
        return all(item.outcome is Outcome.AGREED for item in self.items)


def total(lines: Iterable[OurLine | TheirLine]) -> Decimal:
    """What lines add up to."""
    return sum((line.amount for line in lines), ZERO)
