"""What is used of a fund comes off the cost that is shared, as own income does.

The sum is counted among the vouchers before the year is settled; the transactions that
take it from the owners are made afterwards (``fund_moves``).  What would cover no cost
would go back into the fund by the key, to other owners than it came from: that is
refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement import Basis
from fellesbok.agreement import terms_at
from fellesbok.agreement.settlement_periods import period_ends
from fellesbok.errors import LedgerError
from fellesbok.funds.orders import FundMove
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.pots import Pot
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.pots import together
from fellesbok.sharing.settlement import settle_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry
    from fellesbok.funds.orders import FundOrder
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.service_accounts import Carried
    from fellesbok.sharing.settlement import YearResult


def count_uses(orders: Sequence[FundOrder], vouchers: Vouchers) -> None:
    """Add what is used of funds to the years that it covers costs of."""
    for order in orders:
        key = year_used_in(order)
        if key is None:
            continue
        if key not in vouchers.years:
            cooperation, year = order.cooperation, order.entry.date.year
            ends = period_ends(cooperation, year)
            vouchers.years[key] = YearOfVouchers(cooperation, year, ends)
        _count(order, vouchers.years[key], -1)


def used_by_year(orders: Sequence[FundOrder]) -> dict[tuple[str, int], list[Entry]]:
    """What funds cover costs by, in each cooperation's (slug) year that has any."""
    found: dict[tuple[str, int], list[Entry]] = {}
    for order in orders:
        if (key := year_used_in(order)) is not None:
            found.setdefault(key, []).append(order.entry)
    return found


def useless_uses(
    orders: Sequence[FundOrder],
    vouchers: YearOfVouchers,
    agreement: Agreement,
    before: Carried,
    result: YearResult,
) -> Iterator[LedgerError]:
    """What is used of a fund in a year without a cost that it covers.

    The year is settled once more without the uses: what is left over only because of
    them has covered nothing.
    """
    of = vouchers.cooperation.slug, vouchers.year
    uses = [order for order in orders if year_used_in(order) == of]
    if not uses or result.surplus_ore <= 0:
        return
    pots = {pot: together(row, {}) for pot, row in vouchers.pots.items()}
    without = replace(vouchers, pots=pots)
    for order in uses:
        _count(order, without, 1)
    left = max(0, settle_year(without, agreement, before).surplus_ore)
    useless = result.surplus_ore - left
    if useless <= 0:
        return
    net: list[FundOrder] = []
    for order in uses:
        if terms_at(order.cooperation, order.entry.date).basis is Basis.NET:
            net.append(order)
            continue
        useless -= order.amount_ore or 0
        yield _error(
            order,
            "Bruk av fondet til {cooperation} har ingen virkning under brutto: det"
            " trekkes ikke fra kostnaden som deles. Stryk linjen, eller betal ut det"
            " eierne skal ha.",
        )
    if net and useless > 0:
        used = sum(order.amount_ore or 0 for order in net)
        yield _error(
            net[-1],
            "Bruk av fondet til {cooperation} i {year} er {amount} kr, men kostnaden"
            " som kan dekkes, er {cost} kr.",
            year=vouchers.year,
            amount=kroner(used),
            cost=kroner(max(0, used - useless)),
        )


def without_told(
    orders: Sequence[FundOrder], errors: Sequence[LedgerError]
) -> list[FundOrder]:
    """The decisions that no error is about."""
    told = {id(error.entry) for error in errors}
    return [order for order in orders if id(order.entry) not in told]


def year_used_in(order: FundOrder) -> tuple[str, int] | None:
    """The year that a use covers costs of, or nothing where it is another order."""
    if order.move is not FundMove.USE:
        return None
    return order.cooperation.slug, order.entry.date.year


def _count(order: FundOrder, year: YearOfVouchers, sign: int) -> None:
    """Add a use to the income of its pot (which is below zero), or take it away."""
    sums = year.sums(pot_of_use(order), order.entry.date)
    sums.income += sign * kroner(order.amount_ore or 0)


def pot_of_use(order: FundOrder) -> Pot:
    """The pot that a use is income of: that of the terms of its day."""
    cooperation, day = order.cooperation, order.entry.date
    version = terms_at(cooperation, day)
    return Pot(
        cooperation.versions.index(version),
        day.year,
        "",
        version.key,
        version.participants or (),
        version.host,
        tied=False,
    )


def _error(order: FundOrder, template: str, /, **values: object) -> LedgerError:
    """A fault of an order, where it stands."""
    text = Text(template, cooperation=order.cooperation.title, **values)
    return LedgerError(order.entry.meta, text, order.entry)
