"""What each payer bears of an account's pieces of cost, by any key, in exact øre.

A piece is a part of a cost with the same participants, bearer and day of service.  A
key inside another one gets the pieces that are its part, and begins by adding up those
that are alike to it.  The year's amounts come from ``Terms``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from oracle import plain
from oracle.bounds import is_the_split
from oracle.bounds import shortfall
from oracle.bounds import split_within

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

ZERO = Fraction(0)
ONE = Fraction(1)

Borne = dict[str, Fraction]


class CannotShareError(Exception):
    """No split keeps the bounds; ``ore`` is what cannot be placed."""

    def __init__(self, ore: Fraction) -> None:
        self.ore = ore
        super().__init__(f"{ore} øre")


@dataclass(frozen=True)
class Piece:
    """A part of a cost; ``day`` matters to a threshold alone."""

    participants: frozenset[str]
    bearer: str | None
    day: date
    ore: Fraction


@dataclass(frozen=True)
class Terms:
    """What the year of service gives an account, whole and as far as it has come.

    Attributes:
        figures: Statistics, by name, payer and day.
        part: The part of the year's days on which each payer takes part.
        part_passed: The same, of the days that have passed.
        held: The part of the year's days on which the key holds.
        held_passed: The same, of the days that have passed.
        over: Whether bounds that cannot be kept are an error.
        party: Whether the payers are those of a group, who are so as long as it holds.
    """

    year: int
    figures: Mapping[tuple[str, str, date], Fraction]
    part: Mapping[str, Fraction]
    part_passed: Mapping[str, Fraction]
    held: Fraction
    held_passed: Fraction
    over: bool
    party: bool = False


def borne(key: plain.Key, pieces: Iterable[Piece], terms: Terms) -> Borne:
    """What each payer bears; raises ``CannotShareError``."""
    alike = _added_up(pieces)
    match key:
        case plain.Parts(parts):
            return _sum(borne(inner, _times(alike, w), terms) for w, inner in parts)
        case plain.Groups(groups):
            return _sum(_group(group, alike, terms) for group in groups)
        case plain.Threshold():
            return _threshold(key, alike, terms)
        case plain.Bounded():
            return _bounded(key, alike, terms)
        case plain.Base():
            return _base(key, alike, terms)
        case _:
            return _sum(
                {p: s * piece.ore for p, s in shares(key, piece, terms).items()}
                for piece in alike
            )


def is_linear(key: plain.Key) -> bool:
    """Whether the shares do not depend on the amount."""
    match key:
        case plain.Bounded() | plain.Threshold() | plain.Base():
            return False
        case _:
            return all(is_linear(inner) for inner in inner_keys(key))


def inner_keys(key: plain.Key) -> tuple[plain.Key, ...]:
    """The keys directly inside a key."""
    match key:
        case plain.Parts(parts):
            return tuple(inner for _, inner in parts)
        case plain.Groups(groups):
            return tuple(g.key for g in groups if g.key is not None)
        case plain.Bounded(inner) | plain.Threshold(_, inner) | plain.Base(_, inner):
            return (inner,)
        case _:
            return ()


def has_threshold(key: plain.Key) -> bool:
    """Whether the day of service matters."""
    return isinstance(key, plain.Threshold) or any(
        has_threshold(inner) for inner in inner_keys(key)
    )


def shares(key: plain.Key, piece: Piece, terms: Terms) -> Borne:
    """The parts of one of each payer, by a key that is linear."""
    members = piece.participants
    match key:
        case plain.Equal():
            return dict.fromkeys(members, Fraction(1, len(members)))
        case plain.Statistic(name, when):
            day = _day(when, terms.year)
            return _in_proportion({m: terms.figures[name, m, day] for m in members})
        case plain.Shares(of):
            assert {p for p, _ in of} == members
            return dict(of)
        case plain.Weights(of):
            return _in_proportion({p: w for p, w in of if p in members})
        case plain.Parts() | plain.Groups():
            assert is_linear(key)
            return borne(key, [replace(piece, ore=ONE)], terms)
        case _:
            raise AssertionError(key)


def _group(group: plain.Group, pieces: list[Piece], terms: Terms) -> Borne:
    part = _times(pieces, group.share)
    if group.key is None:
        assert group.collective is not None
        return {group.collective: sum((piece.ore for piece in part), ZERO)}
    if group.payers is None:
        return borne(group.key, part, terms)
    theirs = [replace(piece, participants=group.payers) for piece in part]
    return borne(group.key, theirs, replace(terms, party=True))


# -------------------------------------------------------------------- threshold


def _threshold(key: plain.Threshold, pieces: list[Piece], terms: Terms) -> Borne:
    """Each bearer the first of what it paid, day by day; the rest by the key above."""
    total: Borne = {}
    rest: list[Piece] = []
    for bearer in sorted({str(piece.bearer) for piece in pieces}):
        mine = _refunds_off([p for p in pieces if p.bearer == bearer])
        left = key.ore * terms.held
        own = ZERO
        for day in sorted({piece.day for piece in mine}):
            costs = [p for p in mine if p.day == day and p.ore > 0]
            of_day = sum((p.ore for p in costs), ZERO)
            taken = min(left, of_day)
            left -= taken
            own += taken
            rest += [replace(p, ore=p.ore * (1 - taken / of_day)) for p in costs]
        rest += [piece for piece in mine if piece.ore < 0]
        if own:
            total = _sum([total, {bearer: own}])
    return _sum([total, borne(key.above, rest, terms)])


def _refunds_off(pieces: list[Piece]) -> list[Piece]:
    """Refunds come off the last costs with the same participants."""
    done: list[Piece] = []
    for participants in {piece.participants for piece in pieces}:
        mine = [p for p in pieces if p.participants == participants]
        refund = -sum((p.ore for p in mine if p.ore < 0), ZERO)
        for piece in sorted(mine, key=lambda p: p.day, reverse=True):
            if piece.ore <= 0:
                continue
            off = min(refund, piece.ore)
            refund -= off
            done.append(replace(piece, ore=piece.ore - off))
        if refund:
            last = max(mine, key=lambda p: p.day)
            done.append(replace(last, ore=-refund))
    return [piece for piece in done if piece.ore]


# ----------------------------------------------------------------- bounds and base


def _bounded(key: plain.Bounded, pieces: list[Piece], terms: Terms) -> Borne:
    """By the key inside, each lot moved no more than the bounds ask for."""
    refunded: Borne = {}
    lots: dict[frozenset[str], Borne] = {}
    for lot in _lots(pieces):
        row = {p: s * lot.ore for p, s in shares(key.key, lot, terms).items() if s}
        if lot.ore < 0:
            refunded = _sum([refunded, row])
        elif lot.ore > 0:
            lots[lot.participants] = row
    if not lots:
        return refunded
    payers = sorted({payer for row in lots.values() for payer in row})
    parties = _parties(key.key)
    least, most = {}, {}
    for payer in payers:
        is_party = terms.party or payer in parties
        given = refunded.get(payer, ZERO)
        low, high = amount_of(key.minimum, payer), amount_of(key.maximum, payer)
        if low is not None:
            passed = terms.held_passed if is_party else terms.part_passed[payer]
            least[payer] = low * passed - given
        if high is not None:
            whole = terms.held if is_party else terms.part[payer]
            most[payer] = high * whole - given
    tries = [(least, most)] if terms.over else [(least, most), ({}, most), ({}, {})]
    for low_bounds, high_bounds in tries:
        split = split_within(lots, low_bounds, high_bounds)
        lacking = shortfall(lots, low_bounds, high_bounds)
        assert (split is None) == (lacking > 0)
        if split is not None:
            assert is_the_split(lots, low_bounds, high_bounds, split)
            return _sum([refunded, {payer: split.of(payer) for payer in payers}])
    raise CannotShareError(lacking)


def _base(key: plain.Base, pieces: list[Piece], terms: Terms) -> Borne:
    """The base of the days that have passed, and what is left by the other key."""
    base = {
        payer: amount * part
        for payer, part in terms.part_passed.items()
        if part and (amount := amount_of(key.base, payer)) is not None
    }
    all_of_it = sum(base.values(), ZERO)
    costs = {lot.participants: lot.ore for lot in _lots(pieces) if lot.ore > 0}
    cost = sum(costs.values(), ZERO)
    left = 1 - min(ONE, all_of_it / cost) if cost else ONE
    rest = [
        replace(p, ore=p.ore * left) if p.participants in costs else p for p in pieces
    ]
    return _sum([base, borne(key.rest, rest, terms)])


# ------------------------------------------------------------------------- helpers


def _added_up(pieces: Iterable[Piece]) -> list[Piece]:
    """One piece for each participants, bearer and day."""
    sums: dict[Piece, Fraction] = defaultdict(Fraction)
    for piece in pieces:
        sums[replace(piece, ore=ZERO)] += piece.ore
    return [replace(piece, ore=ore) for piece, ore in sums.items() if ore]


def _lots(pieces: Iterable[Piece]) -> list[Piece]:
    """One piece for each participants, whoever paid and whenever."""
    return _added_up(replace(p, bearer=None, day=date.min) for p in pieces)


def _times(pieces: Iterable[Piece], factor: Fraction) -> list[Piece]:
    return [replace(piece, ore=piece.ore * factor) for piece in pieces]


def _sum(several: Iterable[Mapping[str, Fraction]]) -> Borne:
    total: dict[str, Fraction] = defaultdict(Fraction)
    for one in several:
        for payer, ore in one.items():
            total[payer] += ore
    return dict(total)


def _in_proportion(weights: Mapping[str, Fraction]) -> Borne:
    total = sum(weights.values(), ZERO)
    return {payer: weight / total for payer, weight in weights.items()}


def _day(when: date | tuple[str, int, int], year: int) -> date:
    if isinstance(when, date):
        return when
    word, month, day = when
    return date(year - (word == "year_before"), month, day)


def amount_of(amounts: plain.Amounts, payer: str) -> Fraction | None:
    """What is set for a payer, if anything is."""
    if amounts is None or isinstance(amounts, Fraction):
        return amounts
    return dict(amounts).get(payer)


def _parties(key: plain.Key) -> set[str]:
    """Payers that stand in a group by name."""
    found: set[str] = set().union(*(_parties(inner) for inner in inner_keys(key)))
    if isinstance(key, plain.Groups):
        for group in key.groups:
            found |= group.payers or set()
            if group.key is None and group.collective is not None:
                found.add(group.collective)
    return found
