"""One transaction to be (*linje*): money between two accounts, not yet in the books.

What is generated is made of lines, and what a closed year is fixed as is written as
lines, so that the two can be held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.entries import vocabulary
from fellesbok.frozen import frozen
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction


@frozen
class Line:
    """Money from one account to another, in whole øre; negative is the other way."""

    day: date
    narration: str
    tags: frozenset[str]
    links: frozenset[str]
    meta: Mapping[str, Any]
    debit: str
    credit: str
    amount_ore: int

    @property
    def accounts(self) -> tuple[str, str]:
        """Both accounts."""
        return self.debit, self.credit


def transaction(line: Line, number: int, currency: str) -> Transaction:
    """The transaction; both amounts have two decimals."""
    amount = Amount(kroner(line.amount_ore), currency)
    return data.Transaction(
        vocabulary.metadata(number, line.meta),
        line.day,
        "*",
        "Fordeling",
        line.narration,
        line.tags,
        line.links,
        moved(line.debit, line.credit, amount),
    )


def moved(debit: str, credit: str, amount: Amount) -> list[Posting]:
    """Money from one account to another, as the lines of a transaction."""
    return [
        data.Posting(debit, amount, None, None, None, {}),
        data.Posting(credit, -amount, None, None, None, {}),
    ]
