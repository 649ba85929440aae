"""Terms and vouchers laid out: which account a cost is in, day by day; days counted.

Nothing is shared here.  Where a voucher asks for a key by name, its account is that
key's; a cost centre is an account of its own where it has a rule of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from oracle import plain
from oracle.nodes import Piece
from oracle.nodes import Terms
from oracle.nodes import has_threshold

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO = Fraction(0)
FIXED = (plain.FixedAmounts, plain.Price, plain.Steps)


@dataclass(frozen=True)
class Account:
    """Cost centre with its own rule (or none), year of service, key."""

    centre: str
    year: int
    key: plain.Key


@dataclass(frozen=True)
class Unit:
    """What income comes off as one: an account's costs with the same participants."""

    account: Account
    participants: frozenset[str]
    tied: bool


@dataclass(frozen=True)
class Line:
    """A voucher's part in one unit on one day of service."""

    unit: Unit
    booked: date
    piece: Piece
    income: bool


def period_ends(of: plain.Cooperation, year: int) -> list[date]:
    """Last days of the settlement periods, and of each host."""
    ends = {date(year, 12, 31)}
    months = [date(year, month, 1) - plain.ONE_DAY for month in range(2, 13)]
    for version in versions_in(of, year):
        step = plain.MONTHS.get(version.settlement, 12)
        for end in months:
            if end.month % step == 0 and version.first <= end <= version.last:
                ends.add(end)
    for before, after in zip(of.versions, of.versions[1:], strict=False):
        if before.host != after.host and before.last.year == year:
            ends.add(before.last)
    return sorted(ends)


def lines_of(of: plain.Cooperation, voucher: plain.Voucher) -> Iterable[Line]:
    """A voucher laid out over its days of service; a threshold needs every day."""
    service = plain.days(voucher.first, voucher.last)
    per_day = Fraction(voucher.ore, len(service))
    host = of.on(voucher.day).host  # who is host on the day has paid
    for (place, year), some in groupby(service, lambda day: (of.place(day), day.year)):
        days, version = list(some), of.versions[place]
        centre, key, members = rule_of(version, voucher.centre)
        sets_amounts = isinstance(key, FIXED) and voucher.key is None
        served = voucher.day.year if sets_amounts else year
        wished = voucher.members or members
        wanted = key if voucher.key is None else of.names[voucher.key]
        bearer = voucher.bearer or host
        agreed = (wished, wanted, bearer) == (members, key, host)
        account = Account(centre, served, wanted)
        unit = Unit(account, wished, tied=centre != "" or not agreed)
        pieces = [Piece(wished, None, version.first, per_day * len(days))]
        if has_threshold(wanted):
            pieces = [Piece(wished, bearer, day, per_day) for day in days]
        for piece in pieces:
            yield Line(unit, voucher.day, piece, voucher.income)


def rule_of(
    version: plain.Version, centre: str
) -> tuple[str, plain.Key, frozenset[str]]:
    """The cost centre if it has a rule of its own, the key and the participants."""
    rule = version.centres.get(centre)
    if rule is None:
        return "", version.key, version.participants
    members = rule.participants or version.participants
    return centre, rule.key or version.key, members


def versions_in(of: plain.Cooperation, year: int) -> list[plain.Version]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [v for v in of.versions if v.first <= last and v.last >= first]


def keys_in(of: plain.Cooperation, year: int) -> list[tuple[str, plain.Key]]:
    """Every key of a year with the cost centre that it holds for."""
    found: dict[tuple[str, plain.Key], None] = {}
    for version in versions_in(of, year):
        for asked in ("", *version.centres):
            centre, key, _ = rule_of(version, asked)
            found[centre, key] = None
    return list(found)


def terms_of(
    of: plain.Cooperation, account: Account, now: date, *, over: bool
) -> Terms:
    """Count the days on which the key holds, and on which each payer takes part.

    A key that stands in no terms of the year is one that vouchers ask for by name: it
    holds on every day that has terms.
    """
    everyday = (account.centre, account.key) not in keys_in(of, account.year)
    held = held_passed = 0
    part: dict[str, int] = defaultdict(int)
    part_passed: dict[str, int] = defaultdict(int)
    all_days = plain.year_days(account.year)
    for day in all_days:
        if not of.covers(day):
            continue
        centre, key, members = rule_of(of.on(day), account.centre)
        if not everyday and (centre, key) != (account.centre, account.key):
            continue
        held += 1
        held_passed += day <= now
        for payer in members:
            part[payer] += 1
            part_passed[payer] += day <= now
    whole = len(all_days)
    return Terms(
        account.year,
        of.figures,
        {p: Fraction(n, whole) for p, n in part.items()},
        {p: Fraction(n, whole) for p, n in part_passed.items()},
        Fraction(held, whole),
        Fraction(held_passed, whole),
        over,
    )
