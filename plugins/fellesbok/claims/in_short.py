"""Claims that are to go out, in short (*kort sagt*): how many, and on how much."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.entries.claim import Claim


def asked_to_write(made: Sequence[Claim]) -> Text:
    """What somebody says yes to before claims are written: kroner, with tax."""
    return Text(
        "Skrive {count} krav på til sammen {amount} kr i bøkene?",
        count=len(made),
        amount=sum((claim.payable for claim in made), Decimal(0)),
    )
