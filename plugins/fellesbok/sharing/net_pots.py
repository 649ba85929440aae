"""What is left of each pot when outside income has come off (*netto kostnad*).

Grants and other income come off the cost where the agreement says net.  Nothing is
rounded here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.model import Basis
from fellesbok.sharing.pots import NOTHING
from fellesbok.sharing.service_accounts import Account

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.service_accounts import Limit


class NetPot(NamedTuple):
    """A pot with its cost and what is left of it when income has come off, in øre."""

    pot: Pot
    cost_ore: Fraction
    left_ore: Fraction


class _Booked(NamedTuple):
    """A pot with what is booked in it, in øre."""

    pot: Pot
    cost_ore: Fraction
    income_ore: Fraction


def net_pots(
    vouchers: YearOfVouchers,
    so_far_ore: Mapping[Pot, tuple[tuple[Fraction, Fraction], ...]],
    period: int,
    limit: Limit | None,
) -> list[NetPot]:
    """The cost of each pot, and what is left of it when outside income has come off.

    Pots that only stand under different versions with the same terms count as one, so
    that cutting a version in two moves nothing.  A year may have a pot for each day, so
    what belongs to a pot is kept beside it and not looked up by it.
    """
    booked = _without_empty_days(
        _Booked(pot, *by_period[period])
        for pot, by_period in so_far_ore.items()
        if limit is None or pot.version < limit.versions
    )
    alike = {of[0].pot: of for of in _alike(vouchers, booked)}
    cost_of = {pot: exact_sum(b.cost_ore for b in of) for pot, of in alike.items()}
    income_of = {pot: exact_sum(b.income_ore for b in of) for pot, of in alike.items()}
    left: dict[Pot, Fraction] = {}
    versions = vouchers.cooperation.versions
    for basis in Basis:
        of_basis = [pot for pot in alike if versions[pot.version].basis is basis]
        left |= _less_income_of(basis, of_basis, cost_of, income_of)
    found = {
        id(one): NetPot(one.pot, one.cost_ore, rest)
        for pot, of in alike.items()
        for one, rest in zip(of, _spread(of, cost_of[pot], left[pot]), strict=True)
    }
    return [found[id(one)] for one in booked]


def _without_empty_days(every: Iterable[_Booked]) -> list[_Booked]:
    """The pots without those of days that have nothing yet beside others that have.

    A key that asks for the days has a pot for each day and the same participants, and
    most have nothing in the first periods.
    """

    def account(pot: Pot) -> tuple[object, ...]:
        return pot.year, pot.cost_centre, id(pot.key), pot.participants

    booked = list(every)
    empty = [b for b in booked if b.pot.days and _has_nothing(b)]
    if not empty:
        return booked
    gone = set(map(id, empty))
    with_something = {
        account(b.pot) for b in booked if b.pot.days and id(b) not in gone
    }
    return [
        b for b in booked if id(b) not in gone or account(b.pot) not in with_something
    ]


def _has_nothing(of: _Booked) -> bool:
    """Whether a pot comes to nothing; nearly all such have nothing booked yet."""
    has_not_begun = of.cost_ore is NOTHING and of.income_ore is NOTHING
    return has_not_begun or not (of.cost_ore or of.income_ore)


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
    nothing = dict.fromkeys(pots, NOTHING)
    cost_of = {pot: costs[pot] for pot in pots}
    if basis is Basis.GROSS:
        paid_back = exact_sum(incomes[pot] for pot in pots) < 0
        free = {pot: incomes[pot] for pot in pots} if paid_back else nothing
        return less_income(cost_of, nothing, free)
    tied = nothing | {pot: incomes[pot] for pot in pots if pot.tied}
    free = nothing | {pot: incomes[pot] for pot in pots if not pot.tied}
    return less_income(cost_of, tied, free)


def _alike(vouchers: YearOfVouchers, booked: Iterable[_Booked]) -> list[list[_Booked]]:
    """Pots that are shared alike, whichever version they stand under."""
    alike: dict[tuple[object, ...], list[_Booked]] = {}
    accounts = AccountOf(vouchers.cooperation)
    for one in booked:
        pot = one.pot
        basis = vouchers.cooperation.versions[pot.version].basis
        what = accounts.of(pot), pot.participants, pot.tied, basis
        alike.setdefault(what, []).append(one)
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
    booked: Sequence[_Booked], cost_ore: Fraction, left_ore: Fraction
) -> list[Fraction]:
    """What is left of each of the pots that are shared alike.

    In proportion to the cost, ``cost_ore`` in all; where there is none, income that was
    paid back stays where it was paid back.
    """
    if cost_ore == left_ore:
        return [one.cost_ore for one in booked]
    if cost_ore:
        part = left_ore / cost_ore
        return [one.cost_ore * part for one in booked]
    back = [max(NOTHING, -one.income_ore) for one in booked]
    total = exact_sum(back)
    if not total:
        back[-1] = total = Fraction(1)
    return [
        one.cost_ore + left_ore * came / total
        for one, came in zip(booked, back, strict=True)
    ]


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
        if not tied[pot]:
            left[pot] = cost
            continue
        owed = cost - min(tied[pot], NOTHING)
        came = max(tied[pot], NOTHING)
        left[pot] = max(NOTHING, owed - came) if owed > 0 else owed
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
