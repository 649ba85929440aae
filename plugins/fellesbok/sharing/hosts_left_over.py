"""What each host has left over of its time, and whom it gives it (*verters oppgjør*).

A host (*vertskommune*) that has received and charged more than its own time cost gives
the rest to the payers when the year is over, and one that lacks is paid by them: what
each host claims is then what its time has cost.  Where the whole year has nothing to
give back, what one host gives a payer is what another asks it for.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.sharing.parts_of_year import pots_by_host

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.sharing.shared_pots import PotResult
    from fellesbok.sharing.shared_pots import Settling

ByHost = dict[str | None, dict[str, int]]
"""Øre by the host's slug and the payer's."""


def given_by_host(  # noqa: PLR0913, PLR0917 -- the year, and what is known of it
    year: Settling,
    pots: Sequence[PotResult],
    charged_ore: Mapping[int, Mapping[str, int]],
    owned_ore: Mapping[str, int],
    version: Version,
    weights: Callable[[Fraction], Mapping[str, Fraction]],
) -> ByHost:
    """What each host gives each payer, in whole øre; below zero is what it asks for.

    In all it is what is given back (``owned_ore``).  Where more is left over than that
    (a fund has it), hosts give what others lack, in proportion; where less, those that
    lack get so much of it.  Each host's part goes by payer as ``owned_ore`` does, or by
    the weights, to the øre by largest remainder; the last host has the rest.

    Args:
        year: The accounting year.
        pots: What the whole year has shared.
        charged_ore: What each host has charged each payer, by the host's number.
        owned_ore: What each payer gets of a surplus that is given back.
        version: The terms that the year ends under.
        weights: How an amount that comes back is divided, where nothing is given back.
    """
    cooperation = year.vouchers.cooperation
    total = sum(owned_ore.values())
    undivided: ByHost = {version.host: dict(owned_ore)} if total else {}
    hosts = {
        number: _host(cooperation, number) or version.host for number in charged_ore
    }
    if set(hosts.values()) <= {version.host} or any(pot.refused for pot in pots):
        return undivided
    parts = _evened(_left_over(year, pots, charged_ore), total)
    if sum(parts.values()) != total or not any(parts.values()):
        return undivided
    whole = Fraction(sum(max(0, part) for part in parts.values()))
    of: Mapping[str, int | Fraction] = owned_ore if total else weights(whole)
    rest = {payer: owned_ore.get(payer, 0) for payer in sorted({**of, **owned_ore})}
    base = sum(of.values())
    if not base:
        return undivided
    found: ByHost = {}
    *first, last = sorted(parts)
    for number in (*first, last):
        mine = dict(rest)
        if number != last:
            exact = {p: Fraction(parts[number] * of[p]) / base for p in sorted(of)}
            order = list(exact)
            shared = largest_remainder(exact, parts[number], tie_order=order)
            mine = dict(shared.amounts_ore)
            rest = {payer: ore - mine.get(payer, 0) for payer, ore in rest.items()}
        given = found.setdefault(hosts[number], {})
        for payer, ore in mine.items():
            given[payer] = given.get(payer, 0) + ore
    return found


def _host(cooperation: Cooperation, number: int) -> str | None:
    """Slug of a host by its number in the order of time."""
    terms = zip(cooperation.versions, cooperation.host_terms, strict=True)
    return next(version.host for version, of in terms if of == number)


def _left_over(
    year: Settling,
    pots: Sequence[PotResult],
    charged_ore: Mapping[int, Mapping[str, int]],
) -> dict[int, Fraction]:
    """What each host has charged and received more than its time cost, exactly.

    Cost that is shared with nobody lacks nothing.
    """
    cooperation = year.vouchers.cooperation
    found: dict[int, Fraction] = {}
    before, charged = Fraction(0), 0
    period = len(year.vouchers.period_ends) - 1
    for number, until in pots_by_host(year, period, pots):
        charged += sum(charged_ore.get(number, {}).values())
        own = [
            of.so_far_ore[-1]
            for of in year.pots
            if cooperation.host_terms[of.pot.version] <= number
        ]
        now = charged + exact_sum(income - cost for cost, income in own)
        now += exact_sum(pot.unshared_ore for pot in until)
        found[number], before = now - before, now
    return found


def _evened(left_ore: Mapping[int, Fraction], total: int) -> dict[int, int]:
    """What each host gives of what it has left over, so that the total is given.

    Whole øre, by largest remainder in the order of time.
    """
    above = sum((max(Fraction(0), left) for left in left_ore.values()), Fraction(0))
    lacks = above - sum(left_ore.values(), Fraction(0))
    give = lack = Fraction(1)
    if above > total + lacks:
        give = Fraction(total + lacks) / above
    elif lacks:
        lack = (above - total) / lacks
    exact = {
        str(number): left * (give if left > 0 else lack)
        for number, left in sorted(left_ore.items())
    }
    if floor(sum(exact.values(), Fraction(0))) != total:
        return {}
    parts = largest_remainder(exact, total, tie_order=list(exact)).amounts_ore
    return {number: parts[str(number)] for number in sorted(left_ore)}
