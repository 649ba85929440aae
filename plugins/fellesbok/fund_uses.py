"""What is used of a fund comes off the cost that is shared, as own income does.

The sum is counted among the vouchers before the year is settled; the transactions that
take it from the owners are made afterwards (``fund_moves``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement import period_ends
from fellesbok.fund_orders import FundMove
from fellesbok.messages import kroner
from fellesbok.pots import Pot
from fellesbok.pots import YearOfVouchers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.fund_orders import FundOrder
    from fellesbok.pots import Vouchers


def count_uses(orders: Sequence[FundOrder], vouchers: Vouchers) -> None:
    """Add what is used of funds to the years that it covers costs of."""
    for order in orders:
        cooperation, day = order.cooperation, order.entry.date
        version = cooperation.version_on(day)
        if order.move is not FundMove.USE or version is None:
            continue
        key = cooperation.slug, day.year
        if key not in vouchers.years:
            ends = period_ends(cooperation, day.year)
            vouchers.years[key] = YearOfVouchers(cooperation, day.year, ends)
        pot = Pot(
            cooperation.versions.index(version),
            day.year,
            "",
            version.key,
            version.participants or (),
            version.host,
            tied=False,
        )
        vouchers.years[key].sums(pot, day).income -= kroner(order.amount_ore or 0)
