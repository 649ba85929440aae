"""A year's pots → what each payer is charged, period by period, to the øre.

Grants and other outside income come off first where the agreement says net.  The
exact entitlements are added over the pots and over the periods so far; each period
charges what has been apportioned by its end less what was charged before, so that the
periods add up to the year (``apportion``).  The room knows no Beancount entries.
"""

from __future__ import annotations

from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement import terms_at
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.settlement_periods import period_label
from fellesbok.frozen import frozen
from fellesbok.sharing.hosts_left_over import given_by_host
from fellesbok.sharing.later_years import let_later_years_wait
from fellesbok.sharing.net_pots import pots_of_year
from fellesbok.sharing.parts_of_year import HostPart
from fellesbok.sharing.parts_of_year import added_since
from fellesbok.sharing.parts_of_year import apportioned
from fellesbok.sharing.parts_of_year import by_host
from fellesbok.sharing.parts_of_year import by_version
from fellesbok.sharing.parts_of_year import host_parts
from fellesbok.sharing.pots import Booked
from fellesbok.sharing.pots import Pot
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.service_accounts import Standing
from fellesbok.sharing.shared_pots import PotResult
from fellesbok.sharing.shared_pots import Settling
from fellesbok.sharing.shared_pots import pots_until
from fellesbok.sharing.shared_pots import waiting
from fellesbok.sharing.surplus import owners
from fellesbok.sharing.surplus import taken_back
from fellesbok.sharing.surplus import weights

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.apportion import Apportionment
    from fellesbok.sharing.pots import YearOfVouchers


GIVEN_TO_PAYERS = frozenset({Surplus.FUND, Surplus.RETURN_TO_PARTICIPANTS})
"""The rules by which the payers own a surplus."""


@frozen
class PeriodResult:
    """What is charged for one period.

    ``apportionment`` and ``booked`` are for the year so far; ``charged_ore`` is what
    this period adds, and ``hosts`` whom it is owed to, in the order of time.
    """

    end: date
    label: str
    version: int
    pots: tuple[PotResult, ...]
    apportionment: Apportionment
    charged_ore: Mapping[str, int]
    hosts: tuple[HostPart, ...]
    booked: Booked


@frozen
class YearResult:
    """A cooperation's accounting year, shared.  All amounts are whole øre.

    ``unshared_ore`` is cost that nothing says how to share; ``surplus_ore`` is what is
    left over when it is set aside (negative: lacking), and ``surplus`` its owners.
    ``by_version_ore`` is what each payer is to bear, exactly, by version of the terms.
    ``contra_ore`` is what has come off ``cost_ore`` without being income, below zero;
    ``recoverable_ore`` is tax that is given back or deducted, and in no other sum.
    Where a late cost takes back what was given, its owners have less than nothing.
    ``waiting_ore`` is agreed for the year and not charged, because the books have only
    come to the day ``come_to``; what is left over or lacks is not known then, and 0.
    ``given_back_ore`` is what each host, by slug, gives each payer of a surplus that is
    given back, and of what another host lacks; below zero is what it asks for.  What is
    set aside in a fund has no host.
    """

    cooperation: Cooperation
    year: int
    link: str
    periods: tuple[PeriodResult, ...]
    cost_ore: int
    income_ore: int
    charged_ore: int
    unshared_ore: int
    surplus_ore: int
    surplus: Apportionment | None
    by_version_ore: Mapping[int, Mapping[str, Fraction]]
    contra_ore: int = 0
    recoverable_ore: int = 0
    waiting_ore: int = 0
    come_to: date = date.max
    given_back_ore: Mapping[str | None, Mapping[str, int]] = field(default_factory=dict)

    def waits_on(self, day: date) -> bool:
        """Whether fixed sums until a day may not be charged, as the books lack it."""
        return bool(self.waiting_ore) and self.come_to < day

    @property
    def last_version(self) -> Version:
        """The terms at the end of the year."""
        return self.cooperation.versions[self.periods[-1].version]

    def is_given_back_by(self, host: str | None) -> bool:
        """Whether a host gives back of a surplus, and does not just even the hosts."""
        whole = sum(sum(of.values()) for of in self.given_back_ore.values())
        own = sum(self.given_back_ore[host].values())
        return bool(whole) and (own > 0) == (whole > 0)

    def until(self, day: date) -> YearResult:
        """The year as it stood at the end of the last period until a day.

        What is left over, and what each version bears, is of the whole year alone.
        """
        periods = tuple(p for p in self.periods if p.end <= day)
        if len(periods) in {0, len(self.periods)}:
            return self
        last = periods[-1]
        return replace(
            self,
            periods=periods,
            cost_ore=_whole(last.booked.cost_ore),
            income_ore=_whole(last.booked.income_ore),
            charged_ore=sum(last.apportionment.amounts_ore.values()),
            unshared_ore=_unshared(last),
            surplus_ore=0,
            surplus=None,
            given_back_ore={},
            by_version_ore={},
            contra_ore=_whole(last.booked.contra_ore),
            recoverable_ore=_whole(last.booked.recoverable_ore),
        )


def settle_year(
    vouchers: YearOfVouchers, agreement: Agreement, before: Carried
) -> YearResult:
    """Share a year of vouchers.

    Args:
        vouchers: The year's pots; those that fixed amounts need are added.
        agreement: For statistics.
        before: What the years before leave to this one.

    Raises:
        CannotSettleError: A key cannot be used; nothing of the year is settled.
    """
    _add_pots_of_fixed_amounts(vouchers)
    let_later_years_wait(vouchers, agreement)
    vouchers.put_in_order()
    settling = Settling(vouchers, agreement, before, pots_of_year(vouchers))
    periods: list[PeriodResult] = []
    charged: dict[str, int] = {}
    of_hosts: dict[int, Mapping[str, int]] = {}
    ends = zip(vouchers.period_ends, vouchers.booked(), strict=True)
    for number, (end, booked) in enumerate(ends):
        pots = pots_until(settling, number)
        apportionment = apportioned(vouchers, pots, before.owed_ore)
        terms = terms_at(vouchers.cooperation, end)
        version = vouchers.cooperation.versions.index(terms)
        now = apportionment.amounts_ore
        hosts = by_host(settling, number, pots, now)
        periods.append(
            PeriodResult(
                end=end,
                label=period_label(vouchers.cooperation, end),
                version=version,
                pots=pots,
                apportionment=apportionment,
                charged_ore=added_since(charged, now),
                hosts=host_parts(vouchers.cooperation, version, of_hosts, hosts),
                booked=booked,
            )
        )
        charged, of_hosts = dict(now), hosts
    return _year_result(settling, tuple(periods), of_hosts)


def is_of_year(
    cooperation: Cooperation, results: Iterable[YearResult], year: int
) -> bool:
    """Whether a year has terms, or late vouchers that have been shared."""
    return bool(cooperation.versions_in(year)) or any(
        (r.cooperation.slug, r.year) == (cooperation.slug, year) for r in results
    )


def carried_after(result: YearResult, before: Carried) -> Carried:
    """What the year leaves to the next one, with what was left before."""
    last = result.periods[-1]
    owed = dict(before.owed_ore)
    for payer, exact in last.apportionment.entitlements_ore.items():
        amount = last.apportionment.amounts_ore[payer]
        owed[payer] = owed.get(payer, Fraction(0)) + exact - amount
    accounts = dict(before.accounts)
    for pot in last.pots:
        if not pot.pot.key.is_linear:
            account = Account.of(pot.pot, result.cooperation)
            known = accounts.get(account, Standing())
            accounts[account] = Standing(
                (*known.nets, *pot.nets), pot.evaluation.entitlements_ore
            )
    return Carried(owed, accounts)


def _year_result(
    year: Settling,
    periods: tuple[PeriodResult, ...],
    of_hosts: Mapping[int, Mapping[str, int]],
) -> YearResult:
    """Add the year up: what is shared, not shared, and left over."""
    vouchers = year.vouchers
    last = periods[-1]
    cost, income = _whole(last.booked.cost_ore), _whole(last.booked.income_ore)
    charged = sum(last.apportionment.amounts_ore.values())
    unshared_ore = _unshared(last)
    waits_for = ceil(waiting(year))
    surplus = 0 if waits_for else income + charged - (cost - unshared_ore)
    version = vouchers.cooperation.versions[last.version]
    owned = None
    if surplus > 0 and version.surplus in GIVEN_TO_PAYERS:
        owned = owners(year, last.pots, version, surplus)
    elif surplus < 0 and version.surplus in GIVEN_TO_PAYERS:
        owned = taken_back(year, last.pots, -surplus)
        surplus -= sum(owned.amounts_ore.values()) if owned else 0
    given_back: Mapping[str | None, Mapping[str, int]] = {}
    if not waits_for:
        is_given = owned and version.surplus is Surplus.RETURN_TO_PARTICIPANTS
        given_back = given_by_host(
            year,
            last.pots,
            of_hosts,
            owned.amounts_ore if owned and is_given else {},
            version,
            lambda amount: weights(year, last.pots, version, amount),
        )
    return YearResult(
        vouchers.cooperation,
        vouchers.year,
        vouchers.link,
        periods,
        cost,
        income,
        charged,
        unshared_ore,
        surplus,
        owned,
        by_version(year, last.pots),
        _whole(last.booked.contra_ore),
        _whole(last.booked.recoverable_ore),
        waits_for,
        vouchers.come_to,
        given_back,
    )


def _unshared(last: PeriodResult) -> int:
    """Cost so far that nothing says how to share, or no bounds let anybody bear."""
    return ceil(exact_sum(pot.unshared_ore for pot in last.pots))


def _add_pots_of_fixed_amounts(vouchers: YearOfVouchers) -> None:
    """Fixed amounts are due whether there are costs or not: give them a pot."""
    cooperation, year = vouchers.cooperation, vouchers.year
    for version in cooperation.versions_in(year):
        number = cooperation.versions.index(version)
        day = max(version.first_day, date(year, 1, 1))
        for centre in ("", *version.cost_centre_rules):
            rule, key = version.rule_and_key(centre)
            if not sets_amounts(key):
                continue
            members = (rule.participants if rule else None) or version.participants
            pot = Pot(
                version=number,
                year=year,
                cost_centre=centre if rule else "",
                key=key,
                participants=members or (),
                bearer=version.host,
                tied=rule is not None,
            )
            vouchers.sums(pot, day)


def _whole(amount_ore: Fraction) -> int:
    """Whole øre; what is not has been reported as a fault of the books."""
    return floor(amount_ore)
