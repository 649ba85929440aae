"""Lines of our books and of a municipality's, as a bookkeeper has them in two lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fellesbok.reconciling.records import OurLine
from fellesbok.reconciling.records import TheirLine

DAY = date(2018, 5, 1)


def ours(
    amount: str,
    day: date = DAY,
    *,
    claim: str = "nord-2018-0001",
    kid: str = "",
    year: int = 2018,
) -> OurLine:
    """A claim of so many kroner."""
    return OurLine(claim, kid, "IKT", "IKT", day, year, Decimal(amount))


def theirs(  # noqa: PLR0913 -- what a line of another's books says
    amount: str,
    day: date = DAY,
    *,
    text: str = "",
    reference: str = "",
    art: str = "350",
    year: int = 2018,
    row: int = 1,
    voucher: str = "1",
    party: str = "Nord kommune",
) -> TheirLine:
    """A line of so many kroner in the other's books."""
    return TheirLine(
        row,
        voucher,
        day,
        year,
        f"1{art}0",
        art,
        party,
        text,
        reference,
        Decimal(amount),
    )
