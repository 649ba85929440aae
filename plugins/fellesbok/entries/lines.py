"""One transaction to be (*linje*): money between two accounts, not yet in the books.

What is generated is made of lines, and what a closed year is fixed as is written as
lines, so that the two can be held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries import vocabulary
from fellesbok.frozen import frozen
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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
    return drafting.voucher(
        vocabulary.metadata(number, line.meta),
        line.day,
        "Fordeling",
        line.narration,
        drafting.moved(line.debit, line.credit, kroner(line.amount_ore), currency),
        tags=line.tags,
        links=line.links,
    )


def line_of(entry: Transaction) -> Line:
    """What was generated, as the line that it was made of."""
    debit, credit = entry.postings
    units: Any = debit.units
    return Line(
        entry.date,
        entry.narration or "",
        frozenset(entry.tags),
        frozenset(entry.links),
        {k: v for k, v in entry.meta.items() if k not in {"filename", "lineno"}},
        debit.account,
        credit.account,
        int(units.number.scaleb(2)),
    )
