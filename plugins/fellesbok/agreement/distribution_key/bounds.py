"""Several lots split within yearly bounds (*minimum og tak*), exactly.

What a key gives payer ``i`` of lot ``j`` is ``U_ij``.  Wanted is the split that moves
least, the smallest sum of ``(E_ij - U_ij)² / U_ij``, among those that share every lot
whole, give nobody a part of a lot that the key gives it nothing of, and keep each
payer's sum within its bounds.  There is exactly one where there is any, and it has a
level for each lot and a shift for each payer::

    E_ij = U_ij · max(0, level_j + shift_i)

where a shift is 0 between the bounds, not above 0 at the greatest amount and not below
0 at the least.  With one lot it is water-filling.  Amounts are fractions of øre.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.complementarity import solve
from fellesbok.agreement.distribution_key.elimination import solution
from fellesbok.agreement.distribution_key.flow import most_placed
from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_hold
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

NOTHING = Fraction(0)
MOST_ROUNDS = 40
"""How often who is held where is tried again before the sure method is used."""


@frozen
class Wanted:
    """What is to be kept within bounds.

    Attributes:
        parts: For each lot what the key gives each payer of it; none is negative, and
            together they are the lot.
        least: The least sum of a payer over the lots, where it has one.
        most: The greatest sum of a payer over the lots, where it has one.
    """

    parts: Sequence[Mapping[str, Fraction]]
    least: Mapping[str, Fraction]
    most: Mapping[str, Fraction]


@frozen
class Kept:
    """The split that moves least, and what proves it.

    Attributes:
        amounts: For each lot what each payer bears of it, in øre.
        levels: The level of each lot.
        shifts: The shift of each payer; 0 where it is between its bounds.
    """

    amounts: tuple[Mapping[str, Fraction], ...]
    levels: tuple[Fraction, ...]
    shifts: Mapping[str, Fraction]


def lacking(wanted: Wanted) -> Fraction:
    """What cannot be placed within the bounds, in øre; 0 where a split keeps them.

    It is what the greatest amounts leave over of the lots, or what the lots lack for
    the least amounts, whichever is more.  (Where the one can be had and the other too,
    both can be had at once.)
    """
    total = sum((sum(parts.values(), NOTHING) for parts in wanted.parts), NOTHING)
    payers = {p for parts in wanted.parts for p, part in parts.items() if part}
    most = {p: max(NOTHING, wanted.most.get(p, total)) for p in payers}
    least = {p: max(NOTHING, wanted.least.get(p, NOTHING)) for p in payers}
    over = total - most_placed(wanted.parts, most)
    short = sum(least.values(), NOTHING) - most_placed(wanted.parts, least)
    return max(over, short)


def keep_within(wanted: Wanted) -> Kept:
    """The split that moves least; the bounds must be such that there is one."""
    kept = _by_holding(wanted) if wanted.parts else Kept((), (), {})
    if kept is None or not is_kept(wanted, kept):
        kept = _surely(wanted)
    must_hold("Delingen innenfor minimum og tak", is_kept(wanted, kept))
    return kept


def is_kept(wanted: Wanted, kept: Kept) -> bool:
    """Whether a split is the one that moves least: its levels and shifts are put in."""
    sums: dict[str, Fraction] = {}
    for parts, amounts, level in zip(
        wanted.parts, kept.amounts, kept.levels, strict=True
    ):
        for payer, part in parts.items():
            shift = kept.shifts.get(payer, NOTHING)
            if amounts[payer] != part * max(NOTHING, level + shift):
                return False
            sums[payer] = sums.get(payer, NOTHING) + amounts[payer]
        if sum(amounts.values(), NOTHING) != sum(parts.values(), NOTHING):
            return False
    return all(
        _fits(shift, total, wanted.least.get(payer), wanted.most.get(payer))
        for payer, total in sums.items()
        for shift in [kept.shifts.get(payer, NOTHING)]
    )


def _fits(
    shift: Fraction, total: Fraction, least: Fraction | None, most: Fraction | None
) -> bool:
    """Whether a payer's sum is within its bounds, and at the one that it is held at."""
    if (least is not None and total < least) or (most is not None and total > most):
        return False
    return not shift or total == (least if shift > 0 else most)


Side = dict[str, Fraction]
"""The bound that each payer is held at."""


def _by_holding(wanted: Wanted) -> Kept | None:
    """Hold who is outside at its bound, solve, and again until nothing changes.

    Mostly quick; ``None`` where it goes in a circle.
    """
    held: Side = {}
    nothing: frozenset[tuple[int, str]] = frozenset()
    for _ in range(MOST_ROUNDS):
        found = _with_held(wanted, held, nothing)
        if found is None:
            return None
        now, of_nothing = _who_is_held(wanted, found, held)
        if (now, of_nothing) == (held, nothing):
            return found
        held, nothing = now, of_nothing
    return None


def _with_held(
    wanted: Wanted, held: Side, nothing: frozenset[tuple[int, str]]
) -> Kept | None:
    """The split when these are held at their bounds, and these parts are nothing."""
    lots, payers = range(len(wanted.parts)), sorted(held)
    column = {p: len(lots) + n for n, p in enumerate(payers)}
    rows, right = [], []
    for j in lots:
        row = [NOTHING] * (len(lots) + len(payers))
        for payer, part in wanted.parts[j].items():
            if (j, payer) not in nothing:
                row[j] += part
                if payer in held:
                    row[column[payer]] = part
        rows.append(row)
        right.append(sum(wanted.parts[j].values(), NOTHING))
    for payer in payers:
        row = [NOTHING] * (len(lots) + len(payers))
        for j in lots:
            if (j, payer) not in nothing:
                part = wanted.parts[j].get(payer, NOTHING)
                row[j] = part
                row[column[payer]] += part
        rows.append(row)
        right.append(held[payer])
    found = solution(rows, right)
    if found is None:
        return None
    return _kept(
        wanted, found[: len(lots)], dict(zip(payers, found[len(lots) :], strict=True))
    )


def _kept(wanted: Wanted, levels: Sequence[Fraction], shifts: Side) -> Kept:
    """The split that these levels and shifts give."""
    amounts = tuple(
        {
            payer: part * max(NOTHING, level + shifts.get(payer, NOTHING))
            for payer, part in parts.items()
        }
        for parts, level in zip(wanted.parts, levels, strict=True)
    )
    return Kept(amounts, tuple(levels), {p: s for p, s in shifts.items() if s})


def _who_is_held(
    wanted: Wanted, found: Kept, held: Side
) -> tuple[Side, frozenset[tuple[int, str]]]:
    """Who must be held at which bound, and which parts be nothing, by this split."""
    sums: dict[str, Fraction] = {}
    for amounts in found.amounts:
        for payer, amount in amounts.items():
            sums[payer] = sums.get(payer, NOTHING) + amount
    now: Side = {}
    for payer, total in sums.items():
        shift = found.shifts.get(payer, NOTHING)
        least, most = wanted.least.get(payer), wanted.most.get(payer)
        is_low = least is not None and total < least
        is_high = most is not None and total > most
        if least is not None and (is_low or (held.get(payer) == least and shift > 0)):
            now[payer] = least
        elif most is not None and (is_high or (held.get(payer) == most and shift < 0)):
            now[payer] = most
    nothing = frozenset(
        (j, payer)
        for j, (parts, level) in enumerate(zip(wanted.parts, found.levels, strict=True))
        for payer in parts
        if level + found.shifts.get(payer, NOTHING) < 0
    )
    return now, nothing


def _surely(wanted: Wanted) -> Kept:
    """The same by a method that always finds it: the conditions of the least sum."""
    cells = [
        (j, payer)
        for j, parts in enumerate(wanted.parts)
        for payer in parts
        if parts[payer]
    ]
    sides: list[tuple[int, list[int], Fraction]] = []
    for j, parts in enumerate(wanted.parts):
        of = [n for n, cell in enumerate(cells) if cell[0] == j]
        total = sum(parts.values(), NOTHING)
        sides += [(1, of, total), (-1, of, total)]
    shifted = []
    for sign, bounds in ((1, wanted.least), (-1, wanted.most)):
        for payer, bound in sorted(bounds.items()):
            of = [n for n, cell in enumerate(cells) if cell[1] == payer]
            if of:
                shifted.append((payer, sign))
                sides.append((sign, of, bound))
    size = len(cells) + len(sides)
    matrix = [[NOTHING] * size for _ in range(size)]
    for n, (j, payer) in enumerate(cells):
        matrix[n][n] = 1 / wanted.parts[j][payer]
    for k, (sign, of, _) in enumerate(sides, len(cells)):
        for n in of:
            matrix[k][n] = Fraction(sign)
            matrix[n][k] = Fraction(-sign)
    right = [Fraction(-1)] * len(cells) + [-sign * bound for sign, _, bound in sides]
    found = solve(matrix, right)
    if found is None:
        raise ContradictionError("Delingen innenfor minimum og tak", {})
    of_lots = found[len(cells) : len(cells) + 2 * len(wanted.parts)]
    levels = [
        1 + over - under
        for over, under in zip(of_lots[::2], of_lots[1::2], strict=True)
    ]
    shifts: Side = {}
    of_payers = found[len(cells) + 2 * len(wanted.parts) :]
    for (payer, sign), value in zip(shifted, of_payers, strict=True):
        shifts[payer] = shifts.get(payer, NOTHING) + sign * value
    return _kept(wanted, levels, shifts)
