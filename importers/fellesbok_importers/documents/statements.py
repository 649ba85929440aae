"""What a bank tells of an account, whatever the form (*kontoutskrift*, *melding*).

Every reader of a bank's documents makes these; what becomes of them in the books is
decided elsewhere.  The room knows neither agreements nor Beancount.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from fellesbok.messages import Text

NORWEGIAN_IBAN = 15
DIGEST = 12


@frozen
class Payment:
    """One payment; an amount is positive where money comes in, in kroner.

    Attributes:
        day: The day it is booked.
        amount: Exact, with two decimals.
        currency: The account's.
        reference: The bank's own, unique within the account; where the bank gives
            none, a digest of what it says.
        batch: The reference of the batch, or of the payment of several claims, that it
            is a part of, or nothing.
        payee: The other party, if the bank says who.
        payee_account: The other party's account, or nothing.
        text: What is said of it.
        kids: The structured references; more than one where the document does not say
            how much is of each.
        is_returned: Whether it takes another payment back.
        row: The line of the document.
        is_unsplit: Whether it is a batch whose parts cannot be told, so that no claim
            is paid by it before a person has looked.
    """

    day: date
    amount: Decimal
    currency: str
    reference: str
    batch: str
    payee: str
    payee_account: str
    text: str
    kids: tuple[str, ...]
    is_returned: bool
    row: int
    is_unsplit: bool = False

    @property
    def kid(self) -> str:
        """The structured references as one text, or nothing."""
        return " ".join(self.kids)


@frozen
class Statement:
    """The payments of one account and period, and the balances around them.

    Attributes:
        name: What the bank calls it.
        account: The number of the account.
        currency: The account's.
        opening: The day and the balance before the payments, if it is said.
        closing: The day and the balance after them, if it is said.
        payments: In the document's order.
        row: The line of the document.
        holds: A day, and the balance as it begins, that will not change any more.
        is_preliminary: Whether the bank may still change it (camt.052).
        remarks: What the document says and is not used, or has another reading.
    """

    name: str
    account: str
    currency: str
    opening: tuple[date, Decimal] | None
    closing: tuple[date, Decimal] | None
    payments: tuple[Payment, ...]
    row: int
    holds: tuple[date, Decimal] | None = None
    is_preliminary: bool = False
    remarks: tuple[Text, ...] = ()


def compact(account: str) -> str:
    """An account number without spaces; of a Norwegian IBAN, the eleven digits."""
    text = "".join(c for c in account if c.isalnum()).upper()
    if len(text) == NORWEGIAN_IBAN and text.startswith("NO"):
        return text[4:]
    return text


def told_apart(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """The payments, each with a reference that no other of the statement has.

    A number that the bank gives the entry within the statement (*NtryRef*) is another
    payment's in the next statement, and is no reference.
    """
    seen: dict[str, int] = {}
    apart = []
    for payment in payments:
        reference = payment.reference or f"{payment.day}-{_said(payment)}"
        seen[reference] = seen.get(reference, 0) + 1
        if seen[reference] > 1:
            reference = f"{reference}-nr{seen[reference]}"
        apart.append(replace(payment, reference=reference))
    return tuple(apart)


def _said(payment: Payment) -> str:
    """What stands for the reference that the bank has not given."""
    return short_digest(
        payment.day, payment.amount, payment.kid, payment.payee, payment.text
    )


def short_digest(*said: object) -> str:
    """A digest that is a part of a reference."""
    digest = hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()
    return digest[:DIGEST]


def one_word(reference: str) -> str:
    """A reference as a part of a voucher's identity, which strokes divide."""
    return "".join(reference.replace("/", "-").split())
