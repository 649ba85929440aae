"""A year so far in whole øre, and what of it each host and version of the terms has.

A host (*vertskommune*) is owed what is to be borne of what was served until its last
day, as it is seen from that day, less what the hosts before it are owed; the parts are
differences of cumulative apportionments, so they add up to the year (``apportion``).
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement.apportion import Apportionment
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.frozen import frozen
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import Limit
from fellesbok.sharing.shared_pots import pots_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.shared_pots import PotResult
    from fellesbok.sharing.shared_pots import Settling


@frozen
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


def apportioned(
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
    total = floor(exact_sum(entitlements.values()))
    return largest_remainder(entitlements, total, tie_order=order)


def added_since(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    """What a period adds to what each was charged before it.

    One that was charged before may have nothing now, when all is paid back.
    """
    payers = sorted(before.keys() | now.keys())
    return {payer: now.get(payer, 0) - before.get(payer, 0) for payer in payers}


def by_host(
    year: Settling, period: int, pots: Sequence[PotResult], every: Mapping[str, int]
) -> dict[int, Mapping[str, int]]:
    """What each payer owes each host of the year so far, by the host's number.

    A host is owed what is to be borne of what was served until its last day, as it is
    seen from that day, less what the hosts before it are owed.
    """
    found: dict[int, Mapping[str, int]] = {}
    so_far: Mapping[str, int] = dict.fromkeys(every, 0)
    for number, until in pots_by_host(year, period, pots):
        now: Mapping[str, int] = every
        if until is not pots:
            now = apportioned(year.vouchers, until, year.before.owed_ore).amounts_ore
        now = dict.fromkeys({**every, **so_far}, 0) | dict(now)
        found[number] = {payer: now[payer] - so_far.get(payer, 0) for payer in now}
        so_far = now
    return found


def pots_by_host(
    year: Settling, period: int, pots: Sequence[PotResult]
) -> Iterator[tuple[int, Sequence[PotResult]]]:
    """What was served until the last day of each host, by the host's number.

    The last host has ``pots``: all of them.
    """
    vouchers, before = year.vouchers, year.before
    cooperation = vouchers.cooperation
    if not any(cooperation.host_terms):  # most have had one host
        yield 0, pots
        return
    refused = _refused(pots, cooperation)
    numbers = sorted(
        {cooperation.host_terms[pot.version] for pot in vouchers.pots}
        | {
            cooperation.host_terms[pot.version]
            for account, standing in before.accounts.items()
            if account.year == vouchers.year
            for pot, _ in standing.nets
        }
    )
    for number in numbers[:-1]:
        yield (
            number,
            pots_until(year, period, _until_host(cooperation, number), refused),
        )
    yield numbers[-1] if numbers else 0, pots


def _refused(pots: Sequence[PotResult], cooperation: Cooperation) -> list[Account]:
    """The accounts of which nothing new is shared."""
    return [Account.of(p.pot, cooperation) for p in pots if p.refused is not None]


def _until_host(cooperation: Cooperation, number: int) -> Limit:
    """What was served until the last day of a host."""
    versions = sum(of <= number for of in cooperation.host_terms)
    return Limit(versions, cooperation.versions[versions - 1].last_day)


def host_parts(
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
        added = added_since(before.get(number, {}), now.get(number, {}))
        parts.append(HostPart(cooperation.versions[own].host, own, added))
    return tuple(parts)


def by_version(
    year: Settling, last: Sequence[PotResult]
) -> dict[int, Mapping[str, Fraction]]:
    """What each payer is to bear by version of the terms, exactly."""
    vouchers = year.vouchers
    versions = sorted({pot.version for pot in vouchers.pots})
    is_cut = any(len({p.version for p, _ in of.nets}) > 1 for of in last)
    found: dict[int, dict[str, Fraction]] = {number: {} for number in versions}
    if not is_cut:
        for pot in last:
            of = found.setdefault(pot.pot.version, {})
            for payer, exact in pot.entitlements_ore.items():
                of[payer] = of.get(payer, Fraction(0)) + exact
        return dict(found)
    period, so_far = len(vouchers.period_ends) - 1, dict[str, Fraction]()
    for number in versions:
        day = vouchers.cooperation.versions[number].last_day
        limit = None if number == versions[-1] else Limit(number + 1, day)
        pots = pots_until(year, period, limit, _refused(last, vouchers.cooperation))
        now = added(pot.entitlements_ore for pot in pots)
        found[number] = {
            payer: now.get(payer, Fraction(0)) - so_far.get(payer, Fraction(0))
            for payer in {**now, **so_far}
        }
        so_far = now
    return dict(found)
