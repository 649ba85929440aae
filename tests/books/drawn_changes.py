"""What may be done to a draw without moving money, or so that it moves one way only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from oracle import plain
from oracle.lines import lines_of
from oracle.nodes import has_threshold

if TYPE_CHECKING:
    from random import Random

    from drawn_books import Draw
    from oracle import Voucher


def cut_in_two(of: Draw, random: Random) -> Draw:
    """One version becomes two with the same terms, decided anew."""
    versions = of.versions
    place = random.randrange(len(versions))
    first = date.fromisoformat(versions[place]["from"])
    following = [date.fromisoformat(v["from"]) for v in versions[place + 1 :]]
    last = min([*following, date(of.vouchers[-1].day.year + 1, 12, 31)])
    days = (last - first).days
    if days < 2:
        return of
    day = first + timedelta(days=random.randrange(1, days))
    again = {**versions[place], "from": str(day), "decision": "Samme vilkår igjen"}
    return of.with_versions([*versions[: place + 1], again, *versions[place + 1 :]])


def sets_amounts(key: plain.Key) -> bool:
    """Whether a key sets amounts for the year, whatever the cost."""
    return isinstance(key, plain.Base | plain.FixedAmounts | plain.Price | plain.Steps)


def permuted(of: Draw, random: Random) -> Draw:
    """The vouchers in another order in the file."""
    vouchers = list(of.vouchers)
    random.shuffle(vouchers)
    return replace(of, vouchers=tuple(vouchers))


def split_by_amount(of: Draw, random: Random) -> Draw:
    """Vouchers become two that say the same of a part of the amount each."""
    found: list[Voucher] = []
    for voucher in of.vouchers:
        if abs(voucher.ore) < 2:
            found.append(voucher)
            continue
        sign = 1 if voucher.ore > 0 else -1
        part = sign * random.randrange(1, abs(voucher.ore))
        found += [replace(voucher, ore=part), replace(voucher, ore=voucher.ore - part)]
    return replace(of, vouchers=tuple(found))


def whole_days(of: Draw) -> Draw:
    """The same with amounts that are whole øre a day of service."""
    found = []
    for voucher in of.vouchers:
        days = len(plain.days(voucher.first, voucher.last))
        sign = 1 if voucher.ore > 0 else -1
        per_day = max(1, abs(voucher.ore) // days)
        found.append(replace(voucher, ore=sign * per_day * days))
    return replace(of, vouchers=tuple(found))


def split_by_days(of: Draw, random: Random) -> Draw:
    """Vouchers of ``whole_days`` become two, each for a part of the days of service."""
    found: list[Voucher] = []
    for voucher in of.vouchers:
        days = plain.days(voucher.first, voucher.last)
        if len(days) == 1:
            found.append(voucher)
            continue
        cut = random.randrange(1, len(days))
        part = voucher.ore // len(days) * cut
        found.append(replace(voucher, ore=part, last=days[cut - 1]))
        found.append(replace(voucher, ore=voucher.ore - part, first=days[cut]))
    return replace(of, vouchers=tuple(found))


def with_reversal(of: Draw, random: Random, *, next_year: bool) -> Draw | None:
    """A cost more and its reversal, in the same accounting year or in a later one."""
    last = max(voucher.day for voucher in of.vouchers)
    like = [
        v for v in of.vouchers if not v.income and v.day.year <= last.year - next_year
    ]
    if not like:
        return None
    cost = replace(random.choice(like), ore=random.randrange(1, 200_000_00))
    first = date(cost.day.year + 1, 1, 1) if next_year else cost.day
    end = date(cost.day.year + next_year, 12, 31)
    day = first + timedelta(days=random.randrange((end - first).days + 1))
    reversal = replace(cost, ore=-cost.ore, day=day)
    hosts = [of.cooperation.on(each).host for each in (cost.day, day)]
    keys = {line.unit.account.key for line in lines_of(of.cooperation, cost)}
    if cost.bearer is None and hosts[0] != hosts[1] and any(map(has_threshold, keys)):
        if any(map(sets_amounts, keys)) or any(v.income for v in of.vouchers):
            return None
        reversal = replace(reversal, bearer=hosts[0])  # back to whoever paid
    return replace(of, vouchers=(*of.vouchers, cost, reversal))


def with_refund(of: Draw, random: Random) -> Draw | None:
    """A part of a cost paid back, to those who bore it or to some of them."""
    like = [v for v in of.vouchers if not v.income and v.ore > 0]
    if not like:
        return None
    cost = random.choice(like)
    refund = replace(cost, ore=-random.randint(1, cost.ore))
    if cost.members is not None and random.randrange(2):
        some = random.sample(sorted(cost.members), random.randint(1, len(cost.members)))
        refund = replace(refund, members=frozenset(some))
    return replace(of, vouchers=(*of.vouchers, refund))
