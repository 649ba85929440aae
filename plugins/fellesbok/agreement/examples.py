"""The paper's example (*eksempel*) held against the key: what each would bear.

The cost is that of a whole year, with the same participants and one who pays all year,
so that a key that is not linear gives what it gives a year.  The øre are given out as
in a first year.  Nothing of the books is asked.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement.agreed_period import agreed_period
from fellesbok.agreement.agreed_period import part_passed
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.agreement.distribution_key import Circumstances
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Lot
from fellesbok.agreement.distribution_key import OnStatistic
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import share_lots
from fellesbok.agreement.terms import members_of
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement.apportion import Apportionment
    from fellesbok.agreement.clauses import Example
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key import Statistic
    from fellesbok.agreement.model import Version


@frozen
class Differs:
    """One payer of whom example and key say different things, in whole øre.

    ``said_ore`` is ``None`` where the example does not name the payer.
    """

    payer: str
    said_ore: int | None
    given_ore: int


def key_of(example: Example, version: Version) -> DistributionKey:
    """The key that an example is of."""
    return version.rule_and_key(example.cost_centre)[1]


def asks_for_year(key: DistributionKey) -> bool:
    """Whether what a key gives is not the same in every year."""
    if isinstance(key, OnStatistic):
        return key.date.fixed is None
    if isinstance(key, FixedAmounts):
        return key.per == "agreement_period"
    return any(asks_for_year(inner) for inner in inner_keys(key))


def shared(
    example: Example,
    version: Version,
    *,
    cooperation: str,
    statistics: Mapping[str, Statistic],
) -> Apportionment:
    """What the key gives each payer of the example's cost, in whole øre.

    Args:
        example: The example; one that names no year must not need one.
        version: The terms that it is of.
        cooperation: Slug of the cooperation, for the draw between equal fractions.
        statistics: All series by name.

    Raises:
        CannotShareError: The key cannot be used on it.
    """
    key = key_of(example, version)
    year = example.year or version.first_day.year
    members = example.members or members_of(version, example.cost_centre)
    bearer = example.bearer or version.host
    cost = Fraction(example.cost_ore or 0)
    if key.is_linear:
        parts = _agreement_parts(key, version, year)
        now = Circumstances(
            members, year, statistics, agreement_part=parts, bearer=bearer
        )
        evaluation = key.evaluate(cost, now)
    else:
        lot = Lot.of(members, cost, bearer)
        evaluation = share_lots(key, (lot,), ServiceYear(year, statistics))
    exact = evaluation.entitlements_ore
    total = floor(sum(exact.values(), Fraction(0)))
    order = tie_order(exact, owed_before={}, agreement=cooperation, year=year)
    return largest_remainder(exact, total, tie_order=order)


def differences(example: Example, given: Apportionment) -> list[Differs]:
    """Every payer of whom the example and the key do not say the same."""
    said = example.payers_ore
    payers = [*said, *(p for p in given.amounts_ore if p not in said)]
    found = (
        Differs(payer, said.get(payer), given.amounts_ore.get(payer, 0))
        for payer in payers
    )
    return [d for d in found if (d.said_ore or 0) != d.given_ore]


def _agreement_parts(
    key: DistributionKey, version: Version, year: int
) -> tuple[Fraction, Fraction] | None:
    """What has passed of the agreement period before the year, and at its end."""
    days = agreed_period(key, version)
    if days[1] == date.max:
        return None
    before, after = date(year - 1, 12, 31), date(year, 12, 31)
    return part_passed(days, version, before), part_passed(days, version, after)
