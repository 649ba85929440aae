"""What is left of each pot when outside income has come off (*netto kostnad*).

Grants and other income come off the cost where the agreement says net.  Nothing is
rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar

from fellesbok.agreement import Basis
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import times
from fellesbok.sharing.pots import NOTHING
from fellesbok.sharing.pots import NOTHING_YET
from fellesbok.sharing.service_accounts import Account

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.sharing.pots import CostAndIncome
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.service_accounts import Limit


AnyPot = TypeVar("AnyPot")
"""A pot, or the number of those that are shared alike."""


class YearPot(NamedTuple):
    """A pot of a year, with what is the same of it in every period.

    Attributes:
        pot: The pot itself.
        so_far_ore: Its cost and outside income by the end of each period.
        account: The account that it stands on, or would if its key were not linear.
        basis: What its terms share.
        alike: The same number for pots that are shared alike, whichever version they
            stand under.
        on_days: The same number for pots that differ by their days, and who bears;
            ``None`` where the key asks for no days.
    """

    pot: Pot
    so_far_ore: tuple[CostAndIncome, ...]
    account: Account
    basis: Basis
    alike: int
    on_days: int | None


class NetPot(NamedTuple):
    """A pot with its cost and what is left of it when income has come off, in øre."""

    pot: Pot
    cost_ore: Fraction
    left_ore: Fraction
    account: Account


class _Booked(NamedTuple):
    """A pot with what is booked in it, in øre."""

    of: YearPot
    cost_ore: Fraction
    income_ore: Fraction


def pots_of_year(vouchers: YearOfVouchers) -> tuple[YearPot, ...]:
    """The pots of a year; it may have one for each day, and each is asked for once."""
    accounts = AccountOf(vouchers.cooperation)
    versions = vouchers.cooperation.versions
    alike: dict[tuple[object, ...], int] = {}
    on_days: dict[tuple[object, ...], int] = {}
    found = []
    for pot, so_far_ore in vouchers.so_far_ore().items():
        account, basis = accounts.of(pot), versions[pot.version].basis
        what = id(account), pot.participants, pot.tied, basis
        but_days = pot.year, pot.cost_centre, id(pot.key), pot.participants
        by_days = on_days.setdefault(but_days, len(on_days)) if pot.days else None
        number = alike.setdefault(what, len(alike))
        found.append(YearPot(pot, so_far_ore, account, basis, number, by_days))
    return tuple(found)


def net_pots(pots: Iterable[YearPot], period: int, limit: Limit | None) -> list[NetPot]:
    """The cost of each pot, and what is left of it when outside income has come off.

    Pots that only stand under different versions with the same terms count as one, so
    that cutting a version in two moves nothing.
    """
    counted = [of for of in pots if limit is None or of.pot.version < limit.versions]
    booked = [
        _Booked(of, *of.so_far_ore[period])
        for of in _without_empty_days(counted, period)
    ]
    alike: dict[int, list[_Booked]] = defaultdict(list)
    for one in booked:
        alike[one.of.alike].append(one)
    cost_of = {n: exact_sum(b.cost_ore for b in of) for n, of in alike.items()}
    income_of = {n: exact_sum(b.income_ore for b in of) for n, of in alike.items()}
    tied = {number for number, of in alike.items() if of[0].of.pot.tied}
    left: dict[int, Fraction] = {}
    for basis in Basis:
        numbers = [n for n, of in alike.items() if of[0].of.basis is basis]
        if numbers:
            left |= _less_income_of(basis, numbers, cost_of, income_of, tied)
    rests = {n: iter(_spread(of, cost_of[n], left[n])) for n, of in alike.items()}
    return [
        NetPot(of.pot, cost, next(rests[of.alike]), of.account)
        for of, cost, _ in booked
    ]


def _without_empty_days(pots: list[YearPot], period: int) -> list[YearPot]:
    """The pots without those of days that have nothing yet beside others that have.

    A key that asks for the days has a pot for each day and the same participants, and
    most have nothing in the first periods.
    """
    begun = {of.on_days for of in pots if of.so_far_ore[period] is not NOTHING_YET}
    begun.discard(None)
    return [
        of
        for of in pots
        if of.so_far_ore[period] is not NOTHING_YET or of.on_days not in begun
    ]


def _less_income_of(
    basis: Basis,
    pots: Sequence[int],
    costs: Mapping[int, Fraction],
    incomes: Mapping[int, Fraction],
    with_own: Collection[int],
) -> dict[int, Fraction]:
    """What is left of costs that are shared by one basis, by the number of those alike.

    Gross of income nothing comes off; but income that is paid back beyond what has come
    in the year was a surplus once, and is a cost now.  What is among those ``with_own``
    has its income tied to it.
    """
    nothing = dict.fromkeys(pots, NOTHING)
    cost_of = {pot: costs[pot] for pot in pots}
    if basis is Basis.GROSS:
        paid_back = exact_sum(incomes[pot] for pot in pots) < 0
        free = {pot: incomes[pot] for pot in pots} if paid_back else nothing
        return less_income(cost_of, nothing, free)
    tied = nothing | {pot: incomes[pot] for pot in pots if pot in with_own}
    free = nothing | {pot: incomes[pot] for pot in pots if pot not in with_own}
    return less_income(cost_of, tied, free)


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
        return times((one.cost_ore for one in booked), part)
    back = [max(NOTHING, -one.income_ore) for one in booked]
    total = exact_sum(back)
    if not total:
        back[-1] = total = Fraction(1)
    return [
        one.cost_ore + left_ore * came / total
        for one, came in zip(booked, back, strict=True)
    ]


def less_income(
    costs: Mapping[AnyPot, Fraction],
    tied: Mapping[AnyPot, Fraction],
    free: Mapping[AnyPot, Fraction],
) -> dict[AnyPot, Fraction]:
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
    if not income:
        return left
    if pool:
        part = 1 - min(income, pool) / pool
        return {p: r * part if r > 0 else r for p, r in left.items()}
    if income < 0:
        back = {pot: amount for pot, amount in free.items() if amount < 0}
        whole = exact_sum(back.values())
        for pot, amount in back.items():
            left[pot] -= income * amount / whole
    return left
