"""Agreed sums on account (*avtalt a konto*): what the key gives each of them.

As with costs, a key that is not linear holds for the year, however the terms cut it:
all sums of a year that the same key shares stand together.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import as_value
from fellesbok.agreement.distribution_key import share_lots
from fellesbok.sharing.pots import Pot
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import lots_of
from fellesbok.sharing.service_accounts import service_year

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import Evaluation


def agreed_until(
    agreement: Agreement, cooperation: Cooperation, version: Version, year: int
) -> Evaluation:
    """A key used on the agreed sums of a year until the last day of some terms.

    As with costs, a key that is not linear holds for the year, however it is cut.
    """
    number = cooperation.versions.index(version)
    nets = []
    for other in _with_sum(cooperation, version, year):
        sum_ore = _sum_of(other)
        days = (
            max(other.first_day, date(year, 1, 1)),
            min(other.last_day, date(year, 12, 31)),
        )
        pot = Pot(
            cooperation.versions.index(other),
            year,
            "",
            other.key,
            other.participants or (),
            other.host,
            tied=False,
            days=(days[0].toordinal(), days[1].toordinal()),
        )
        if pot.version <= number:
            nets.append((pot, sum_ore * other.part_of_year(year)))
    last = _with_sum(cooperation, version, year)[-1] is version
    day = date(year, 12, 31) if last else version.last_day
    account = Account.of(nets[-1][0], cooperation)
    service = service_year(cooperation, agreement, account, day)
    return share_lots(version.key, lots_of(nets), service)


def _sum_of(version: Version) -> Fraction:
    """The agreed sum of a year in øre; nothing where the amounts come otherwise."""
    advance = version.claims.advance
    return Fraction((advance.amount_ore or 0) if advance else 0)


def agreed_for_year(
    agreement: Agreement, cooperation: Cooperation, version: Version, year: int
) -> Evaluation:
    """The key used on all the agreed sums of a year; raises if it cannot be."""
    last = _with_sum(cooperation, version, year)[-1]
    return agreed_until(agreement, cooperation, last, year)


def agreed_before(
    agreement: Agreement, cooperation: Cooperation, version: Version, year: int
) -> dict[str, Fraction]:
    """What is asked for under the terms before, as less than nothing."""
    same = _with_sum(cooperation, version, year)
    place = same.index(version)
    if not place:
        return {}
    before = agreed_until(agreement, cooperation, same[place - 1], year)
    return {payer: -exact for payer, exact in before.entitlements_ore.items()}


def _with_sum(cooperation: Cooperation, version: Version, year: int) -> list[Version]:
    """The terms of a year with an agreed sum that is shared by the same key."""
    key = as_value(version.key, cooperation.ever)
    return [
        other
        for other in cooperation.versions_in(year)
        if other.claims.advance is not None
        and other.claims.advance.amount_ore is not None
        and as_value(other.key, cooperation.ever) == key
    ]
