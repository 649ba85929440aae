"""What is left of each pot when outside income has come off (*netto kostnad*).

Grants and other income come off the cost where the agreement says net.  Nothing is
rounded here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.model import Basis
from fellesbok.sharing.service_accounts import Account

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.service_accounts import Limit


def net_pots(
    vouchers: YearOfVouchers,
    so_far_ore: Mapping[Pot, tuple[tuple[Fraction, Fraction], ...]],
    period: int,
    limit: Limit | None,
) -> dict[Pot, tuple[Fraction, Fraction]]:
    """The cost of each pot, and what is left of it when outside income has come off.

    Pots that only stand under different versions with the same terms count as one, so
    that cutting a version in two moves nothing.
    """
    costs: dict[Pot, Fraction] = {}
    incomes: dict[Pot, Fraction] = {}
    for pot, by_period in so_far_ore.items():
        if limit is None or pot.version < limit.versions:
            costs[pot], incomes[pot] = by_period[period]
    for pot in _beside_others(costs, incomes):
        del costs[pot], incomes[pot]
    alike = _alike(vouchers, costs)
    firsts = {pots[0]: pots for pots in alike}
    cost_of = {
        first: exact_sum(costs[p] for p in pots) for first, pots in firsts.items()
    }
    income_of = {
        first: exact_sum(incomes[p] for p in pots) for first, pots in firsts.items()
    }
    left: dict[Pot, Fraction] = {}
    for basis in Basis:
        of = [
            first
            for first in firsts
            if vouchers.cooperation.versions[first.version].basis is basis
        ]
        left |= _less_income_of(basis, of, cost_of, income_of)
    found = {}
    for first, pots in firsts.items():
        cost = cost_of[first]
        for pot, rest in _spread(pots, costs, incomes, cost, left[first]).items():
            found[pot] = costs[pot], rest
    return {pot: found[pot] for pot in costs}


def _beside_others(
    costs: Mapping[Pot, Fraction], incomes: Mapping[Pot, Fraction]
) -> list[Pot]:
    """Pots of days that have nothing yet, where the same participants have others.

    A key that asks for the days has a pot for each, and most have nothing in the first
    periods.
    """

    def account(pot: Pot) -> tuple[object, ...]:
        return pot.year, pot.cost_centre, id(pot.key), pot.participants

    of_days = [pot for pot in costs if pot.days is not None]
    with_something = {account(p) for p in of_days if costs[p] or incomes[p]}
    return [
        pot
        for pot in of_days
        if not costs[pot] and not incomes[pot] and account(pot) in with_something
    ]


def _less_income_of(
    basis: Basis,
    pots: Sequence[Pot],
    costs: Mapping[Pot, Fraction],
    incomes: Mapping[Pot, Fraction],
) -> dict[Pot, Fraction]:
    """What is left of costs that are shared by one basis.

    Gross of income nothing comes off; but income that is paid back beyond what has come
    in the year was a surplus once, and is a cost now.
    """
    nothing = dict.fromkeys(pots, Fraction(0))
    cost_of = {pot: costs[pot] for pot in pots}
    if basis is Basis.GROSS:
        paid_back = exact_sum(incomes[pot] for pot in pots) < 0
        free = {pot: incomes[pot] for pot in pots} if paid_back else nothing
        return less_income(cost_of, nothing, free)
    tied = nothing | {pot: incomes[pot] for pot in pots if pot.tied}
    free = nothing | {pot: incomes[pot] for pot in pots if not pot.tied}
    return less_income(cost_of, tied, free)


def _alike(vouchers: YearOfVouchers, pots: Iterable[Pot]) -> list[list[Pot]]:
    """Pots that are shared alike, whichever version they stand under."""
    alike: dict[tuple[object, ...], list[Pot]] = {}
    accounts = AccountOf(vouchers.cooperation)
    for pot in pots:
        basis = vouchers.cooperation.versions[pot.version].basis
        what = accounts.of(pot), pot.participants, pot.tied, basis
        alike.setdefault(what, []).append(pot)
    return list(alike.values())


class AccountOf:
    """The account of each pot; a key is stripped of its names once."""

    def __init__(self, cooperation: Cooperation) -> None:
        """Remember what has been asked for, in one cooperation."""
        self._cooperation = cooperation
        self._known: dict[tuple[int, str, int], Account] = {}

    def of(self, pot: Pot) -> Account:
        """The account that a pot stands on, or would if its key were not linear."""
        what = pot.year, pot.cost_centre, id(pot.key)
        account = self._known.get(what)
        if account is None:
            account = Account.of(pot, self._cooperation)
            # The same object for equal accounts: it is then quick to compare.
            account = next((a for a in self._known.values() if a == account), account)
            self._known[what] = account
        return account


def _spread(
    pots: list[Pot],
    costs: Mapping[Pot, Fraction],
    incomes: Mapping[Pot, Fraction],
    cost_ore: Fraction,
    left_ore: Fraction,
) -> dict[Pot, Fraction]:
    """What is left of pots that are shared alike, for each of them.

    In proportion to the cost, ``cost_ore`` in all; where there is none, income that was
    paid back stays where it was paid back.
    """
    if cost_ore == left_ore:
        return {pot: costs[pot] for pot in pots}
    if cost_ore:
        part = left_ore / cost_ore
        return {pot: costs[pot] * part for pot in pots}
    back = {pot: max(Fraction(0), -incomes[pot]) for pot in pots}
    total = exact_sum(back.values())
    if not total:
        back, total = {pots[-1]: Fraction(1)}, Fraction(1)
    return {pot: costs[pot] + left_ore * back.get(pot, 0) / total for pot in pots}


def less_income(
    costs: Mapping[Pot, Fraction],
    tied: Mapping[Pot, Fraction],
    free: Mapping[Pot, Fraction],
) -> dict[Pot, Fraction]:
    """What is left of each cost when outside income has come off, in øre.

    Tied income comes off its own pot; free income covers the same part of everything
    that is then left.  Income beyond the cost takes nothing from anybody: it is a
    surplus.  A pot with a refund (a negative cost) is left as it is.

    Income that is paid back beyond what has come (below zero) is a cost like any other,
    also where there is no cost beside it: tied, a cost of its own pot; free, a part
    added to every cost, or, where nothing is to be shared, a cost of the pots that it
    is posted in, in proportion.
    """
    left = {}
    for pot, cost in costs.items():
        owed = cost - min(tied[pot], Fraction(0))
        came = max(tied[pot], Fraction(0))
        left[pot] = max(Fraction(0), owed - came) if owed > 0 else owed
    pool = exact_sum(rest for rest in left.values() if rest > 0)
    income = exact_sum(free.values())
    if pool:
        part = 1 - min(income, pool) / pool
        return {p: r * part if r > 0 else r for p, r in left.items()}
    if income < 0:
        back = {pot: amount for pot, amount in free.items() if amount < 0}
        whole = exact_sum(back.values())
        for pot, amount in back.items():
            left[pot] -= income * amount / whole
    return left
