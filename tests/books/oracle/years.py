"""Vouchers → what each payer is charged at the end of each settlement period, in øre.

Everything is counted anew at every period's end from all vouchers that are booked by
then.  A year of service has one account for each cost centre with its own rule and each
key; what an accounting year charges of it is what it gives now less what it gave when
the last accounting year that shared it was over.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from fractions import Fraction
from math import ceil
from math import floor
from typing import TYPE_CHECKING

from oracle import plain
from oracle.lines import FIXED
from oracle.lines import ZERO
from oracle.lines import Account
from oracle.lines import Unit
from oracle.lines import keys_in
from oracle.lines import lines_of
from oracle.lines import period_ends
from oracle.lines import rule_of
from oracle.lines import terms_of
from oracle.lines import versions_in
from oracle.nodes import CannotShareError
from oracle.nodes import Piece
from oracle.nodes import borne

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


@dataclass
class Outcome:
    """What the books become; amounts in øre.

    Attributes:
        charged: By the last day of the period and the payer, nothing where it is zero.
        refused: Accounts that an accounting year cannot share, and what is lacking.
        surplus: What is left over in an accounting year (negative: lacking).
        owned: Whose the surplus is, where the agreement gives it an owner.
        exact: Exact entitlements of an account at the end of an accounting year.
    """

    charged: dict[tuple[date, str], int] = field(default_factory=dict)
    refused: dict[tuple[int, Account], Fraction] = field(default_factory=dict)
    surplus: dict[int, int] = field(default_factory=dict)
    owned: dict[tuple[int, str], int] = field(default_factory=dict)
    exact: dict[tuple[int, Account], dict[str, Fraction]] = field(default_factory=dict)

    def by_year(self) -> dict[tuple[int, str], int]:
        """What each payer is charged in each accounting year."""
        total: dict[tuple[int, str], int] = defaultdict(int)
        for (day, payer), ore in self.charged.items():
            total[day.year, payer] += ore
        return {place: ore for place, ore in total.items() if ore}


def settle(of: plain.Cooperation, vouchers: Iterable[plain.Voucher]) -> Outcome:
    """Share every accounting year from the first voucher to the last."""
    booked = list(vouchers)
    years = _Years(of, booked)
    for year in range(
        min(v.day.year for v in booked), max(v.day.year for v in booked) + 1
    ):
        years.settle(year)
    return years.outcome


class _Years:
    """Goes through the accounting years, one after the other."""

    def __init__(self, of: plain.Cooperation, vouchers: list[plain.Voucher]) -> None:
        self.of = of
        self.outcome = Outcome()
        self.lines = [line for v in vouchers for line in lines_of(of, v)]
        self.before: list[tuple[Account, Piece]] = []  # net of income, earlier years
        self.shared: dict[Account, dict[str, Fraction]] = {}
        self.waiting: dict[Account, Fraction] = defaultdict(Fraction)
        self.owed: dict[str, Fraction] = defaultdict(Fraction)

    def settle(self, year: int) -> None:
        """One accounting year, period by period."""
        if not versions_in(self.of, year):
            return
        last = date(year, 12, 31)
        refused = self._refused(year)
        charged: dict[str, int] = {}
        exact: dict[str, Fraction] = {}
        for end in period_ends(self.of, year):
            exact = self._exact(year, end)
            amounts = rounded(exact, self.owed, self.of.slug, year)
            for payer in amounts.keys() | charged.keys():
                if added := amounts.get(payer, 0) - charged.get(payer, 0):
                    self.outcome.charged[end, payer] = added
            charged = amounts
        self._surplus(year, exact, sum(charged.values()), refused)
        for payer, ore in exact.items():
            self.owed[payer] += ore - charged[payer]
        lots = self._net(year, last)
        for account in self._accounts(year, lots):
            if account not in refused:
                self.shared[account] = self._of_account(account, lots, last)
                self.outcome.exact[year, account] = self.shared[account]
        self.before += lots

    def _refused(self, year: int) -> set[Account]:
        """Accounts that the end of the year cannot share."""
        last = date(year, 12, 31)
        lots = self._net(year, last)
        found = set()
        for account in self._accounts(year, lots):
            try:
                self._of_account(account, lots, last)
            except CannotShareError as error:
                found.add(account)
                self.outcome.refused[year, account] = error.ore
        return found

    def _exact(self, year: int, end: date, since: int = 0) -> dict[str, Fraction]:
        """What the year so far entitles each payer to bear, of some years of service.

        An account of a year that is over and cannot be shared now waits as it stands.
        """
        lots = self._net(year, end)
        total: dict[str, Fraction] = defaultdict(Fraction)
        for account in self._accounts(year, lots):
            if account.year < since:
                continue
            try:
                now = self._of_account(account, lots, end)
            except CannotShareError:
                continue
            before = self.shared.get(account, {})
            for payer in now.keys() | before.keys():
                total[payer] += now.get(payer, ZERO) - before.get(payer, ZERO)
        for payer, ore in self._fixed(year, end):
            total[payer] += ore
        return dict(total)

    def _accounts(self, year: int, lots: list[tuple[Account, Piece]]) -> list[Account]:
        """Accounts that something can have changed in: new lots, or the year itself."""
        found = dict.fromkeys(account for account, _ in lots)
        for account, _ in self.before:
            if account.year == year:
                found[account] = None
        for centre, key in keys_in(self.of, year):
            if isinstance(key, plain.Base):
                found[Account(centre, year, key)] = None
        return [
            account
            for account in found
            if not isinstance(account.key, (*FIXED, plain.NothingShared))
        ]

    def _of_account(
        self, account: Account, lots: list[tuple[Account, Piece]], day: date
    ) -> dict[str, Fraction]:
        """What an account gives, with everything that is booked in it by a day."""
        pieces = [p for other, p in [*self.before, *lots] if other == account]
        is_over = day >= date(account.year, 12, 31)
        return borne(account.key, pieces, terms_of(self.of, account, day, over=is_over))

    def _net(self, year: int, day: date) -> list[tuple[Account, Piece]]:
        """The year's costs booked by a day, outside income taken off."""
        mine = [
            line
            for line in self.lines
            if line.booked.year == year and line.booked <= day
        ]
        costs: dict[Unit, Fraction] = defaultdict(Fraction)
        tied: dict[Unit, Fraction] = defaultdict(Fraction)
        free = ZERO
        for line in mine:
            costs[line.unit] += ZERO if line.income else line.piece.ore
            if line.income and self.of.on(line.piece.day).net:
                if line.unit.tied:
                    tied[line.unit] += line.piece.ore
                else:
                    free += line.piece.ore
        left = {
            unit: max(ZERO, cost - tied[unit]) if cost > 0 else cost
            for unit, cost in costs.items()
        }
        pool = sum((rest for rest in left.values() if rest > 0), ZERO)
        covered = min(free, pool) / pool if pool else ZERO
        part = {
            unit: left[unit] * (1 - covered) / cost if cost > 0 else Fraction(1)
            for unit, cost in costs.items()
        }
        return [
            (
                line.unit.account,
                Piece(
                    line.piece.participants,
                    line.piece.bearer,
                    line.piece.day,
                    line.piece.ore * part[line.unit],
                ),
            )
            for line in mine
            if not line.income
        ]

    def _fixed(self, year: int, end: date) -> Iterable[tuple[str, Fraction]]:
        """Amounts that are set: equal parts per settlement period, terms by days."""
        ends = period_ends(self.of, year)
        starts = [date(year, 1, 1), *(e + plain.ONE_DAY for e in ends[:-1])]
        for version in versions_in(self.of, year):
            due = [
                e
                for s, e in zip(starts, ends, strict=True)
                if version.first <= e and version.last >= s
            ]
            passed = Fraction(sum(e <= end for e in due), len(due))
            first = max(version.first, date(year, 1, 1))
            last = min(version.last, date(year, 12, 31))
            part = Fraction((last - first).days + 1, len(plain.year_days(year)))
            for centre in ("", *version.centres):
                code, key, members = rule_of(version, centre)
                if code != centre or not isinstance(key, FIXED):
                    continue
                for payer in members:
                    amount = _set_amount(key, payer, year, self.of.figures)
                    if isinstance(key, plain.FixedAmounts) and key.period:
                        days = first, last
                        yield payer, _of_period(amount, key.period, days, passed)
                    else:
                        yield payer, amount * part * passed

    def _surplus(
        self,
        year: int,
        exact: Mapping[str, Fraction],
        charged: int,
        refused: set[Account],
    ) -> None:
        """What is left of charges and income when the cost is covered, and whose."""
        mine = [line for line in self.lines if line.booked.year == year]
        cost = sum((line.piece.ore for line in mine if not line.income), ZERO)
        income = sum((line.piece.ore for line in mine if line.income), ZERO)
        unshared = self._unshared(year, refused)
        surplus = floor(income) + charged - (floor(cost) - ceil(unshared))
        self.outcome.surplus[year] = surplus
        last = versions_in(self.of, year)[-1]
        if surplus <= 0 or last.surplus not in {"fund", "return_to_participants"}:
            return
        bases = self._of_bases(year, refused)
        given = sum(bases.values(), ZERO)
        if given > surplus:
            bases = {payer: ore * surplus / given for payer, ore in bases.items()}
            given = Fraction(surplus)
        parts = {p: ore for p, ore in self._of_itself(year).items() if ore > 0}
        parts = parts or {payer: ore for payer, ore in exact.items() if ore > 0}
        if not parts and given < surplus:  # nobody is charged: back as a refund
            key = last.key.rest if isinstance(last.key, plain.Base) else last.key
            if isinstance(key, plain.NothingShared):
                return
            parts = self._back_by(key, last, year)
        total = sum(parts.values(), ZERO)
        owned = defaultdict(Fraction, bases)
        for payer, ore in parts.items():
            owned[payer] += (surplus - given) * ore / total
        whole = rounded(owned, self.owed, self.of.slug, year)
        self.outcome.owned |= {(year, p): a for p, a in whole.items() if a}

    def _of_bases(self, year: int, refused: set[Account]) -> dict[str, Fraction]:
        """What base amounts have come to be above the cost of their year, and whose."""
        last = date(year, 12, 31)
        lots = self._net(year, last)
        whose: dict[str, Fraction] = defaultdict(Fraction)
        for account in self._accounts(year, lots):
            is_over = account.year <= year and account not in refused
            if not is_over or not isinstance(account.key, plain.Base):
                continue
            old = sum((p.ore for of, p in self.before if of == account), ZERO)
            new = sum((p.ore for of, p in lots if of == account), ZERO)
            then = self.shared.get(account, {})
            now = self._of_account(account, lots, last)
            more = max(ZERO, sum(now.values(), ZERO) - old - new)
            more -= max(ZERO, sum(then.values(), ZERO) - old)
            bear = {payer: ore for payer, ore in now.items() if ore > 0 and more > 0}
            for payer, ore in bear.items():
                whose[payer] += more * ore / sum(bear.values(), ZERO)
        return whose

    def _of_itself(self, year: int) -> dict[str, Fraction]:
        """What the year entitles each to bear of itself, and of what is paid ahead."""
        last = date(year, 12, 31)
        return self._exact(year, last, since=year)

    def _back_by(
        self, key: plain.Key, last: plain.Version, year: int
    ) -> dict[str, Fraction]:
        """How what nobody was charged goes back: as it was paid, or as a refund."""
        if isinstance(key, FIXED):
            return {
                payer: _set_amount(key, payer, year, self.of.figures)
                for payer in last.participants
            }
        day = date(year, 12, 31)
        piece = Piece(last.participants, last.host, day, -Fraction(1))
        terms = terms_of(self.of, Account("", year, key), day, over=True)
        return {p: -ore for p, ore in borne(key, [piece], terms).items()}

    def _unshared(self, year: int, refused: set[Account]) -> Fraction:
        """Cost of the year that nothing says how to share, or no bounds have room for.

        What has waited for room since an earlier year, and gets it now, comes off.
        """
        lots = self._net(year, date(year, 12, 31))
        unshared = ZERO
        for account in self._accounts(year, lots):
            new = sum((piece.ore for of, piece in lots if of == account), ZERO)
            waits = self.waiting[account] + new if account in refused else ZERO
            unshared += waits - self.waiting[account]
            self.waiting[account] = waits
        nothing = [p.ore for of, p in lots if isinstance(of.key, plain.NothingShared)]
        return unshared + sum(nothing, ZERO)


def rounded(
    exact: Mapping[str, Fraction], owed: Mapping[str, Fraction], slug: str, year: int
) -> dict[str, int]:
    """Largest remainder: whole øre that add up, ties as §4 says."""
    whole = {payer: floor(ore) for payer, ore in exact.items()}
    left = floor(sum(exact.values(), ZERO)) - sum(whole.values())

    def place(payer: str) -> tuple[Fraction, Fraction, str]:
        drawn = hashlib.sha256(f"{slug}|{year}|{payer}".encode()).hexdigest()
        return whole[payer] - exact[payer], -owed.get(payer, ZERO), drawn

    for payer in sorted(whole, key=place)[:left]:
        whole[payer] += 1
    return whole


def _of_period(
    amount: Fraction,
    period: tuple[date, date],
    days: tuple[date, date],
    passed: Fraction,
) -> Fraction:
    """What some days of an agreement period add to what is due, in whole øre.

    ``passed`` is how much of these days is over.
    """
    whole = len(plain.days(*period))
    before = len(plain.days(period[0], min(period[1], days[0] - plain.ONE_DAY)))
    after = len(plain.days(period[0], min(period[1], days[1])))
    now = before + (after - before) * passed
    return Fraction(floor(amount * now / whole) - floor(amount * before / whole))


def _set_amount(
    key: plain.Key,
    payer: str,
    year: int,
    figures: Mapping[tuple[str, str, date], Fraction],
) -> Fraction:
    """The amount a year that a key sets for a payer."""
    if isinstance(key, plain.FixedAmounts):
        return dict(key.of)[payer]
    assert isinstance(key, plain.Price | plain.Steps)
    when = key.statistic.day
    if not isinstance(when, date):
        when = date(year - (when[0] == "year_before"), when[1], when[2])
    figure = figures[key.statistic.name, payer, when]
    if isinstance(key, plain.Price):
        return key.ore * figure
    limits = [limit for limit, _ in key.steps]
    number = next(
        n for n, limit in enumerate(limits) if limit is None or figure <= limit
    )
    return key.steps[number][1]
