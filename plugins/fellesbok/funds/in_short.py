"""Funds in short (*kort sagt*): what stands in them on a day, and whose it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.funds.records import OwnedFund

NOTHING = Decimal("0.00")
IN_FUNDS = Text("På bundne fond")


def funds_in_short(
    funds: Sequence[OwnedFund], day: date, *, is_whole: bool
) -> InShort | None:
    """What stands in the funds; nothing where there are none.

    Args:
        funds: The funds.
        day: The day.
        is_whole: Whether the parts of all owners are seen.
    """
    if not funds:
        return None
    amount = sum((fund.owned for fund in funds), NOTHING)
    if not is_whole:
        told = Text(
            "Per {day} eier kommunen {amount} kr på bundne fond.",
            day=day,
            amount=amount,
        )
        return InShort(told, (Figure(IN_FUNDS, amount),))
    owners = len({y.payer for fund in funds for y in fund.now if y.closing})
    if len(funds) == 1:
        told = Text(
            "Per {day} står det {amount} kr på fondet til {name}; {owners} eier det.",
            day=day,
            amount=amount,
            name=funds[0].title,
            owners=owners,
        )
    else:
        told = Text(
            "Per {day} står det {amount} kr på {count} bundne fond, som {owners} eier.",
            day=day,
            amount=amount,
            count=len(funds),
            owners=owners,
        )
    figures = (Figure(IN_FUNDS, amount), Figure(Text("Eiere"), owners))
    return InShort(told, figures)


def owners_in_short(fund: OwnedFund, *, is_whole: bool) -> Text:
    """Whose what stands in a fund is: so many owners', or the reader's own part."""
    if not is_whole:
        return Text("Din del av fondet")
    return Text("{count} eiere", count=sum(1 for row in fund.now if row.closing))
