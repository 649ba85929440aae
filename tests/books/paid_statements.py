"""Statements of one batch that pays both claims, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bank_documents import Paid
from paid_books import KID
from paid_books import OTHER_KID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.messages import Text

BANK, SUSPENSE = "Assets:Bank", "Liabilities:Uplassert"
FIRST, SECOND = "Assets:Krav:Sørvik:IKT", "Assets:Krav:Ytrevik:IKT"


def told(texts: Iterable[Text]) -> str:
    """What is told, with ordinary spaces."""
    return "\n".join(texts).replace("\N{NO-BREAK SPACE}", " ")


REPEATED = Paid(
    "1800.00",
    reference="B1",
    parts=(
        Paid("1000.00", kid=KID, own="B1"),
        Paid("800.00", kid=OTHER_KID, own="B1"),
    ),
)
