"""A year's pots → what each payer is charged, period by period, to the øre.

Grants and other outside income come off first where the agreement says net.  The
exact entitlements are added over the pots and over the periods so far; each period
charges what has been apportioned by its end less what was charged before, so that the
periods add up to the year (``apportion``).  The room knows no Beancount entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement import period_label
from fellesbok.apportion import Apportionment
from fellesbok.apportion import largest_remainder
from fellesbok.apportion import tie_order
from fellesbok.distribution_key import Lot
from fellesbok.distribution_key import ServiceYear
from fellesbok.distribution_key import added
from fellesbok.distribution_key import sets_amounts
from fellesbok.distribution_key import share_lots
from fellesbok.distribution_key import unshared
from fellesbok.pots import Pot
from fellesbok.service_accounts import Account
from fellesbok.service_accounts import Carried
from fellesbok.service_accounts import Limit
from fellesbok.service_accounts import Standing
from fellesbok.shared_pots import PotResult
from fellesbok.shared_pots import Settling
from fellesbok.shared_pots import pots_until
from fellesbok.shared_pots import under

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.pots import YearOfVouchers


@dataclass(frozen=True)
class HostPart:
    """What one host (*vertskommune*) is owed for a period.

    Attributes:
        host: Slug of the host, or ``None`` where none is stated.
        version: The last version of the terms under this host, or the one that the
            period is settled under.
        charged_ore: What each payer is charged, in whole øre.
    """

    host: str | None
    version: int
    charged_ore: Mapping[str, int]


@dataclass(frozen=True)
class PeriodResult:
    """What is charged for one period.

    ``apportionment`` is for the year so far; ``charged_ore`` is what this period adds,
    and ``hosts`` whom it is owed to, in the order of time.
    """

    end: date
    label: str
    version: int
    pots: tuple[PotResult, ...]
    apportionment: Apportionment
    charged_ore: Mapping[str, int]
    hosts: tuple[HostPart, ...]


@dataclass(frozen=True)
class YearResult:
    """A cooperation's accounting year, shared.  All amounts are whole øre.

    ``unshared_ore`` is cost that nothing says how to share; ``surplus_ore`` is what is
    left over when it is set aside (negative: lacking), and ``surplus`` its owners.
    ``by_version_ore`` is what each payer is to bear, exactly, by version of the terms.
    ``contra_ore`` is what has come off ``cost_ore`` without being income, below zero;
    ``recoverable_ore`` is tax that is given back or deducted, and in no other sum.
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

    @property
    def last_version(self) -> Version:
        """The terms at the end of the year."""
        return self.cooperation.versions[self.periods[-1].version]


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
    settling = Settling(vouchers, agreement, before, vouchers.so_far_ore())
    periods: list[PeriodResult] = []
    charged: dict[str, int] = {}
    of_hosts: dict[int, Mapping[str, int]] = {}
    for number, end in enumerate(vouchers.period_ends):
        pots = pots_until(settling, number)
        apportionment = _apportion(vouchers, pots, before.owed_ore)
        version = _version_at(vouchers.cooperation, vouchers.year, end)
        now = apportionment.amounts_ore
        hosts = _by_host(settling, number, now)
        periods.append(
            PeriodResult(
                end=end,
                label=period_label(vouchers.cooperation, end),
                version=version,
                pots=pots,
                apportionment=apportionment,
                charged_ore=_added_since(charged, now),
                hosts=_host_parts(vouchers.cooperation, version, of_hosts, hosts),
            )
        )
        charged, of_hosts = dict(now), hosts
    return _year_result(settling, tuple(periods))


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
            account = Account.of(pot.pot)
            known = accounts.get(account, Standing())
            accounts[account] = Standing(
                (*known.nets, *pot.nets), pot.evaluation.entitlements_ore
            )
    return Carried(owed, accounts)


def _added_since(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    """What a period adds to what each was charged before it.

    One that was charged before may have nothing now, when all is paid back.
    """
    payers = sorted(before.keys() | now.keys())
    return {payer: now.get(payer, 0) - before.get(payer, 0) for payer in payers}


def _by_host(
    year: Settling, period: int, every: Mapping[str, int]
) -> dict[int, Mapping[str, int]]:
    """What each payer owes each host of the year so far, by the host's number.

    A host is owed what is to be borne of what was served until its last day, as it is
    seen from that day, less what the hosts before it are owed.
    """
    vouchers, before = year.vouchers, year.before
    cooperation = vouchers.cooperation
    numbers = sorted(
        {cooperation.host_terms[pot.version] for pot in vouchers.pots}
        | {
            cooperation.host_terms[pot.version]
            for account, standing in before.accounts.items()
            if account.year == vouchers.year
            for pot, _ in standing.nets
        }
    )
    found: dict[int, Mapping[str, int]] = {}
    so_far: Mapping[str, int] = dict.fromkeys(every, 0)
    for number in numbers[:-1]:
        limit = _until_host(cooperation, number)
        pots = pots_until(year, period, limit)
        now = _apportion(vouchers, pots, before.owed_ore).amounts_ore
        now = dict.fromkeys(every, 0) | dict(now)
        found[number] = {payer: now[payer] - so_far.get(payer, 0) for payer in now}
        so_far = now
    found[numbers[-1] if numbers else 0] = {
        payer: every.get(payer, 0) - so_far.get(payer, 0)
        for payer in {**every, **so_far}
    }
    return found


def _until_host(cooperation: Cooperation, number: int) -> Limit:
    """What was served until the last day of a host."""
    versions = sum(of <= number for of in cooperation.host_terms)
    return Limit(versions, cooperation.versions[versions - 1].last_day)


def _host_parts(
    cooperation: Cooperation,
    version: int,
    before: Mapping[int, Mapping[str, int]],
    now: Mapping[int, Mapping[str, int]],
) -> tuple[HostPart, ...]:
    """What a period adds to what each host is owed, by the hosts' numbers.

    The terms are the host's own where the period has another's (``version``).
    """
    parts = []
    for number in sorted(before.keys() | now.keys()):
        own = version
        if cooperation.host_terms[version] != number:
            own = max(v for v, of in enumerate(cooperation.host_terms) if of == number)
        added = _added_since(before.get(number, {}), now.get(number, {}))
        parts.append(HostPart(cooperation.versions[own].host, own, added))
    return tuple(parts)


def _by_version(
    year: Settling, last: PeriodResult
) -> dict[int, Mapping[str, Fraction]]:
    """What each payer is to bear by version of the terms, exactly."""
    vouchers = year.vouchers
    versions = sorted({pot.version for pot in vouchers.pots})
    is_cut = any(len({p.version for p, _ in of.nets}) > 1 for of in last.pots)
    found: dict[int, dict[str, Fraction]] = {number: {} for number in versions}
    if not is_cut:
        for pot in last.pots:
            of = found.setdefault(pot.pot.version, {})
            for payer, exact in pot.entitlements_ore.items():
                of[payer] = of.get(payer, Fraction(0)) + exact
        return dict(found)
    period, so_far = len(vouchers.period_ends) - 1, dict[str, Fraction]()
    for number in versions:
        day = vouchers.cooperation.versions[number].last_day
        limit = None if number == versions[-1] else Limit(number + 1, day)
        pots = pots_until(year, period, limit)
        now = added(pot.entitlements_ore for pot in pots)
        found[number] = {
            payer: now.get(payer, Fraction(0)) - so_far.get(payer, Fraction(0))
            for payer in {**now, **so_far}
        }
        so_far = now
    return dict(found)


def _year_result(year: Settling, periods: tuple[PeriodResult, ...]) -> YearResult:
    """Add the year up: what is shared, not shared, and left over."""
    vouchers, agreement, before = year.vouchers, year.agreement, year.before
    rows = [sums for row in vouchers.pots.values() for sums in row]
    by_year = [of[-1] for of in year.so_far_ore.values()]
    cost = _whole(sum((cost for cost, _ in by_year), Fraction(0)))
    income = _whole(sum((income for _, income in by_year), Fraction(0)))
    contra = _whole(sum((s.contra_ore() for s in rows), Fraction(0)))
    last = periods[-1]
    charged = sum(last.apportionment.amounts_ore.values())
    unshared_ore = ceil(
        sum(
            (
                p.shared_ore if unshared(p.pot.key) else p.unplaced_ore
                for p in last.pots
            ),
            Fraction(0),
        )
    )
    surplus = income + charged - (cost - unshared_ore)
    version = vouchers.cooperation.versions[last.version]
    owners = None
    if surplus > 0 and version.surplus in {
        Surplus.FUND,
        Surplus.RETURN_TO_PARTICIPANTS,
    }:
        owners = _owners(vouchers, agreement, last, surplus, before.owed_ore)
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
        owners,
        _by_version(year, last),
        contra,
        _whole(Fraction(vouchers.recoverable) * 100),
    )


def _owners(
    vouchers: YearOfVouchers,
    agreement: Agreement,
    last: PeriodResult,
    surplus_ore: int,
    owed_before: Mapping[str, Fraction],
) -> Apportionment | None:
    """Who owns a surplus: in proportion to the year's entitlement, else by the key.

    ``None`` where no key says it.
    """
    entitled = {p: e for p, e in last.apportionment.entitlements_ore.items() if e > 0}
    total = sum(entitled.values(), Fraction(0))
    if total:
        owned = {payer: surplus_ore * e / total for payer, e in entitled.items()}
    else:
        version = vouchers.cooperation.versions[last.version]
        if not version.key.shares_cost or not version.participants:
            return None
        # What comes back goes by the key inside, as a refund does.
        back = Lot.of(version.participants, Fraction(-surplus_ore), version.host)
        of = ServiceYear(vouchers.year, agreement.statistics)
        with under(version):
            evaluation = share_lots(version.key, [back], of)
        owned = {p: -exact for p, exact in evaluation.entitlements_ore.items()}
    order = tie_order(
        owned,
        owed_before=owed_before,
        agreement=vouchers.cooperation.slug,
        year=vouchers.year,
    )
    return largest_remainder(owned, surplus_ore, tie_order=order)


def _apportion(
    vouchers: YearOfVouchers,
    pots: Sequence[PotResult],
    owed_before: Mapping[str, Fraction],
) -> Apportionment:
    """The year so far in whole øre, all pots together."""
    entitlements = added(pot.entitlements_ore for pot in pots)
    order = tie_order(
        entitlements,
        owed_before=owed_before,
        agreement=vouchers.cooperation.slug,
        year=vouchers.year,
    )
    total = floor(sum(entitlements.values(), Fraction(0)))
    return largest_remainder(entitlements, total, tie_order=order)


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


def _version_at(cooperation: Cooperation, year: int, day: date) -> int:
    """Which version a period that ends on a day is settled under: the last one held."""
    held = [v for v in cooperation.versions_in(year) if v.first_day <= day]
    return cooperation.versions.index((held or cooperation.versions_in(year))[-1])


def _whole(amount_ore: Fraction) -> int:
    """Whole øre; what is not has been reported as a fault of the books."""
    return floor(amount_ore)
