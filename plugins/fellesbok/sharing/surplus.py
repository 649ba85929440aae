"""Whose a surplus is (*overskudd*), and who gives back what was given too much.

Base amounts above the cost of a year of service are a surplus once, of those who bear
them there, whenever it arises: a refund that comes a year late makes one as a refund in
time would have, and a late cost takes back what it needs of it.  What else is left over
is owned in proportion to what the year has charged for itself, else by the key.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement.apportion import Apportionment
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Circumstances
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Lot
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.distribution_key import ignores_cost
from fellesbok.agreement.distribution_key import share_lots
from fellesbok.agreement.distribution_key import without_names
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import Standing
from fellesbok.sharing.shared_pots import PotResult
from fellesbok.sharing.shared_pots import Settling
from fellesbok.sharing.shared_pots import under

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Version
    from fellesbok.sharing.service_accounts import Net

Exact = dict[str, Fraction]
NOTHING = Fraction(0)


def owners(
    year: Settling, pots: Sequence[PotResult], version: Version, surplus_ore: int
) -> Apportionment | None:
    """Whose a surplus is, in whole øre; ``None`` where no key says it.

    Args:
        year: The accounting year that it is left over in.
        pots: What the whole year has shared.
        version: The terms that the year is settled by.
        surplus_ore: What is left over.
    """
    arisen = [(pot, more) for pot, more in _above_cost(year, pots) if more > 0]
    given = added(_parts(pot, more) for pot, more in arisen)
    back = sum(given.values(), NOTHING)
    of_accounts = min(Fraction(1), surplus_ore / back) if back else NOTHING
    owned = {payer: exact * of_accounts for payer, exact in given.items()}
    rest = surplus_ore - back * of_accounts
    if rest:
        of = weights(year, pots, version, rest)
        total = sum(of.values(), NOTHING)
        if not total:
            return None
        owned = added((owned, {p: rest * w / total for p, w in of.items()}))
    return _whole(year, owned, surplus_ore)


def weights(
    year: Settling, pots: Sequence[PotResult], version: Version, amount_ore: Fraction
) -> Exact:
    """How what comes back is divided: as the year was charged, else by the key."""
    return _charged(year, pots) or _by_key(year, version, amount_ore)


def taken_back(
    year: Settling, pots: Sequence[PotResult], lacking_ore: int
) -> Apportionment | None:
    """What was given back of base amounts, and a late cost of that year needs.

    It comes from those who got it, and is never more than was given or than the year
    lacks.  The amounts are below zero.
    """
    owned = added(_parts(pot, -more) for pot, more in _above_cost(year, pots))
    back = sum(owned.values(), NOTHING)
    if not back:
        return None
    total = min(floor(back), lacking_ore)
    parts = {payer: -exact * total / back for payer, exact in owned.items()}
    return _whole(year, parts, -total)


def _whole(year: Settling, parts: Mapping[str, Fraction], total: int) -> Apportionment:
    order = tie_order(
        parts,
        owed_before=year.before.owed_ore,
        agreement=year.vouchers.cooperation.slug,
        year=year.vouchers.year,
    )
    return largest_remainder(parts, total, tie_order=order)


def _charged(year: Settling, pots: Sequence[PotResult]) -> Exact:
    """What the year has charged for itself, else for whatever year.

    What comes back of another year says nothing of who paid for this one.
    """
    own = [pot for pot in pots if pot.pot.year >= year.vouchers.year]
    for some in (own, pots):
        charged = _positive(added(pot.entitlements_ore for pot in some))
        if charged:
            return charged
    return {}


def _above_cost(
    year: Settling, pots: Sequence[PotResult]
) -> Iterator[tuple[PotResult, Fraction]]:
    """The accounts of base amounts, and what is more above their cost than before.

    Less than nothing where a late cost of an earlier year has used of it.
    """
    vouchers = year.vouchers
    for pot in pots:
        key = pot.pot.key
        if key.is_linear or key.shares_cost or pot.pot.year > vouchers.year:
            continue
        if pot.refused is not None:  # nothing new is shared of it
            continue
        account = Account.of(pot.pot, vouchers.cooperation)
        known = year.before.accounts.get(account, Standing())
        then = _above(known.nets, known.borne_ore)
        now = _above([*known.nets, *pot.nets], pot.evaluation.entitlements_ore)
        yield pot, now - then


def _above(nets: Iterable[Net], borne_ore: Mapping[str, Fraction]) -> Fraction:
    """How much more is borne of an account than its cost; at least nothing."""
    cost = sum((amount for _, amount in nets), NOTHING)
    return max(NOTHING, sum(borne_ore.values(), NOTHING) - cost)


def _parts(pot: PotResult, amount_ore: Fraction) -> Exact:
    """An amount above zero, by what each is to bear of the account it is of."""
    weights = _positive(pot.evaluation.entitlements_ore) if amount_ore > 0 else {}
    total = sum(weights.values(), NOTHING)
    return {payer: amount_ore * weight / total for payer, weight in weights.items()}


def _positive(amounts: Mapping[str, Fraction]) -> Exact:
    return {payer: amount for payer, amount in amounts.items() if amount > 0}


def _by_key(year: Settling, version: Version, surplus_ore: Fraction) -> Exact:
    """What comes back, by the key, as a refund does; nothing where it does not say.

    The figures are of the year, or of the nearest one with the terms.  By amounts that
    are set it goes as they were paid.
    """
    key = without_names(version.key)
    members = version.participants
    if not members:
        return {}
    of = min(max(year.vouchers.year, version.first_day.year), version.last_day.year)
    statistics = year.agreement.statistics
    with under(version):
        if ignores_cost(key):
            whole = Fraction(0), Fraction(1)
            now = Circumstances(members, of, statistics, agreement_part=whole)
            return dict(key.evaluate(NOTHING, now).entitlements_ore)
        back = Lot.of(members, -surplus_ore, version.host)
        shared = share_lots(_of_refund(key), [back], ServiceYear(of, statistics))
    return {payer: -exact for payer, exact in shared.entitlements_ore.items()}


def _of_refund(key: DistributionKey) -> DistributionKey:
    """The key that what is below zero goes by: of a base amount and rest, the rest."""
    return key.rest if isinstance(key, BasePlusRest) else key
