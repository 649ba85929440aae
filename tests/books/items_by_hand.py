"""A claim of 100 kr on Lyngen, due 2 March 2019, and what is left of it on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.items import ClaimItem
from fellesbok.entries import records
from objections_by_hand import claim
from settled_years import Voucher
from settled_years import transaction

if TYPE_CHECKING:
    from fellesbok.claims.written import Written
    from fellesbok.entries.claim import Claim
    from fellesbok.objections.records import Objection

ENTRY = transaction(9, Voucher(date(2019, 1, 31), 100_00))
MARCH = date(2019, 3, 15)
"""Thirteen days after it fell due."""


def item(  # noqa: PLR0913 -- what a test says of a claim
    of: Claim | None = None,
    *,
    paid: str = "0.00",
    credited: str = "0.00",
    on: date = MARCH,
    notes: tuple[Written, ...] = (),
    objections: tuple[Objection, ...] = (),
) -> ClaimItem:
    """What is left of a claim."""
    return ClaimItem(
        of or claim(),
        Decimal(credited),
        Decimal(paid),
        on,
        records.Voucher(ENTRY),
        notes,
        (),
        objections,
    )
