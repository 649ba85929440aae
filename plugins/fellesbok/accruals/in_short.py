"""What a year lacks in short (*kort sagt*): how much, and what is stated of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.accruals.cutoff import Lacking


def lacking_in_short(found: Sequence[Lacking], day: date) -> Text:
    """How much has not come by a day: kroner, and how many have no amount."""
    stated = [row.amount for row in found if row.amount is not None]
    return Text(
        "{count} mangler per {day}: {amount} kr er oppgitt, {unknown} er uten beløp.",
        count=len(found),
        day=day,
        amount=sum(stated, Decimal("0.00")),
        unknown=len(found) - len(stated),
    )
