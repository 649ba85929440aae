"""Which terms (*vilkår*) a day and a year are settled by.

A late voucher, a refund or what is paid ahead may be booked in a year in which no
version of the agreement holds.  Such a year is settled as a whole, at its end, by the
nearest terms: the last ones after the agreement has ended, the first ones before it
began.  Nothing but its vouchers' own years of service decides who shares what.

Where it must be known whether anything holds, ``Cooperation`` tells (``version_on``,
``versions_in``): no amount is due, no fund is used and no cost is of a day without.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import inner_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version


def terms_at(cooperation: Cooperation, day: date) -> Version:
    """The terms in force on a day, else the last ones before it, else the first.

    They are those that a settlement period ending on the day is settled by.
    """
    held = [version for version in cooperation.versions if version.first_day <= day]
    return held[-1] if held else cooperation.versions[0]


def terms_of(cooperation: Cooperation, year: int) -> tuple[Version, ...]:
    """The terms a year is settled by, at least one: those of its days, else nearest."""
    nearest = terms_at(cooperation, date(year, 12, 31))
    return cooperation.versions_in(year) or (nearest,)


def keys_of(version: Version) -> tuple[DistributionKey, ...]:
    """The key of some terms, and those that cost centres have of their own."""
    rules = version.cost_centre_rules.values()
    return version.key, *(rule.key for rule in rules if rule.key is not None)


def members_of(version: Version, cost_centre: str) -> tuple[str, ...]:
    """Who takes part under some terms, for a cost centre with a rule of its own."""
    rule, _ = version.rule_and_key(cost_centre)
    return (rule.participants if rule else None) or version.participants or ()


def participants(versions: Sequence[Version], agreement: Agreement) -> tuple[str, ...]:
    """Everybody who takes part under some terms, in the order of the agreements."""
    slugs = {slug for version in versions for slug in version.participants or ()}
    known = agreement.municipalities
    return tuple(known[slug].name for slug in known if slug in slugs)


def sharers(versions: Sequence[Version], agreement: Agreement) -> tuple[str, ...]:
    """The same, and then those who are charged as a group and do not take part."""
    members = {slug for version in versions for slug in version.participants or ()}
    slugs = [slug for version in versions for slug in _in_groups(version.key)]
    others = [slug for slug in dict.fromkeys(slugs) if slug not in members]
    names = (agreement.payer(slug).name for slug in others)
    return (*participants(versions, agreement), *names)


def _in_groups(key: DistributionKey) -> Iterator[str]:
    """The payers that the groups of a key name, at every depth."""
    if isinstance(key, Groups):
        for group in key.groups:
            yield from group.payers or ()
    for inner in inner_keys(key):
        yield from _in_groups(inner)


def has_advances(agreement: Agreement) -> bool:
    """Whether any terms have payments on account."""
    return any(
        version.claims.advance is not None
        for cooperation in agreement.cooperations.values()
        for version in cooperation.versions
    )
