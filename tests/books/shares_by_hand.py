"""Shares as a bookkeeper has them in a list: who, of what, how much, for which year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fellesbok.sharing.statement import Share


def share(  # noqa: PLR0913 -- what a test says of a share
    payer: str,
    amount: str,
    year: int = 2018,
    *,
    of: str = "IKT",
    basis: str = "1000.00",
    key: str = "likt",
    part: str = "1/2",
    internal: bool = False,
    due: str = "",
    day: date | None = None,
) -> Share:
    """What a payer is charged for a year, or for the part of it that ends on a day."""
    end = day or date(year, 12, 31)
    return Share(
        cooperation=of,
        municipality=payer,
        period=str(year) if day is None else f"{end:%Y-%m}",
        basis=Decimal(basis),
        key=key,
        share_text=part,
        amount=Decimal(amount),
        internal=internal,
        due=due,
        day=end,
    )
