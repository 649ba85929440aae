"""Work and positions put in without money (*egeninnsats*), counted and never charged.

It stands on memo accounts, in hours, positions or whatever it is counted in::

    2018-06-30 * "Timer i prosjektgruppa"
      Equity:Memo:IKT:Egeninnsats:Lyngen    -120.00 TIMER
      Equity:Memo:Motpost                    120.00 TIMER

    2018-01-01 price TIMER 450.00 NOK

Nothing is shared, claimed or earned of it.  Its value is only told, by the price that
holds on the day; what has no price is not valued.  ``NOK.EGENINNSATS`` are values that
a report states itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.units import IN_KIND
from fellesbok.entries.kinds import prices
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher


@frozen
class InKind:
    """What one party has put in of one unit in a year.

    Attributes:
        cooperation: The cooperation's account component.
        year: The year.
        party: The end of the account: a payer's component, or whoever it is.
        account: The account.
        unit: The commodity.
        planned: By the budget, or ``None`` where there is none.
        quantity: By the accounts, or ``None`` where nothing is recorded.
        value: Of the quantity in kroner, exactly, or ``None``: not valued.
        vouchers: What it rests on.
    """

    cooperation: str
    year: int
    party: str
    account: str
    unit: str
    planned: Decimal | None
    quantity: Decimal | None
    value: Decimal | None
    vouchers: tuple[Voucher, ...]


def in_kind(
    entries: Entries, agreement: Agreement, year: int | None = None
) -> list[InKind]:
    """All in-kind work by year, cooperation, unit and party.

    Args:
        entries: The books.
        agreement: For the cooperations and the currency.
        year: That year alone.
    """
    by_unit = _prices(entries, agreement.currency)
    return [
        InKind(
            line.cooperation,
            line.year,
            line.part,
            line.account,
            line.currency,
            line.budget,
            line.accounts,
            _value(line, agreement.currency, by_unit),
            tuple(voucher for voucher, _ in line.posted),
        )
        for line in lines(entries, agreement, year)
        if line.kind is Kind.IN_KIND
    ]


def _prices(entries: Entries, currency: str) -> dict[str, list[tuple[date, Decimal]]]:
    """Prices in kroner of each unit, by date as entries are; a day's last one holds."""
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for price in prices(entries):
        if price.amount.currency == currency:
            number: Any = price.amount.number
            found[price.currency][price.date] = number
    return {unit: list(by_day.items()) for unit, by_day in found.items()}


def _value(
    line: Line, currency: str, by_unit: dict[str, list[tuple[date, Decimal]]]
) -> Decimal | None:
    """Each quantity at the price of its day; ``None`` if one has no price."""
    if line.accounts is None or line.currency == f"{currency}.{IN_KIND}":
        return line.accounts
    of_unit = by_unit.get(line.currency, [])
    days = [day for day, _ in of_unit]
    total = Decimal(0)
    for voucher, quantity in line.posted:
        number = bisect_right(days, voucher.day)
        if not number:
            return None
        total += quantity * of_unit[number - 1][1]
    return total
