"""Lots shared within bounds: the split that moves least, exactly, or none at all.

Least Σ (E − U)² / U with each lot shared in full, nothing negative, and each payer's
sum within its bounds.  It is solved as any strictly convex quadratic programme, by the
dual method of Goldfarb and Idnani in fractions: start from the split without bounds,
take up one broken condition at a time, let go of those that pull the wrong way.  The
method ends after finitely many steps, with the answer or with the proof that there is
none.

Two things are then asked that know nothing of the method: whether the answer is what
defines it (``is_the_split``), and whether any split could keep the bounds at all
(``shortfall``, every set of lots and every set of payers counted through).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

ZERO = Fraction(0)
ONE = Fraction(1)
T = TypeVar("T")

Lots = Mapping[frozenset[str], Mapping[str, Fraction]]
"""By the participants of a lot: what each payer would bear of it without bounds.

All are above zero."""

Bounds = Mapping[str, Fraction]
"""Of what a payer bears of all the lots together."""


@dataclass(frozen=True)
class Split:
    """What each payer bears of each lot, and the level and shifts that give it."""

    borne: Mapping[tuple[frozenset[str], str], Fraction]
    level: Mapping[frozenset[str], Fraction]
    shift: Mapping[str, Fraction]

    def of(self, payer: str) -> Fraction:
        """What a payer bears of all lots."""
        return sum((e for (_, p), e in self.borne.items() if p == payer), ZERO)


@dataclass
class _Condition:
    """``Σ x over cells × sign ≥ limit``; ``cells`` share one sign."""

    cells: tuple[int, ...]
    sign: int
    limit: Fraction
    kind: str
    payer: str = ""
    held: Fraction = ZERO  # its multiplier while it is active

    def over(self, x: list[Fraction]) -> Fraction:
        return self.sign * sum((x[c] for c in self.cells), ZERO) - self.limit


def split_within(lots: Lots, least: Bounds, most: Bounds) -> Split | None:
    """The split that moves least, or ``None`` if no split keeps the bounds."""
    cells = [(lot, payer) for lot, row in lots.items() for payer in row]
    wanted = [lots[lot][payer] for lot, payer in cells]
    x = list(wanted)
    of_lot = {
        lot: tuple(n for n, (other, _) in enumerate(cells) if other == lot)
        for lot in lots
    }
    payers = sorted({payer for _, payer in cells})
    of_payer = {
        payer: tuple(n for n, (_, other) in enumerate(cells) if other == payer)
        for payer in payers
    }
    active = [
        _Condition(of_lot[lot], 1, sum(lots[lot].values(), ZERO), "lot") for lot in lots
    ]
    kept = len(active)  # the lots are shared in full from first to last
    conditions = [_Condition((n,), 1, ZERO, "cell") for n in range(len(cells))]
    for payer in payers:
        if payer in least:
            conditions.append(
                _Condition(of_payer[payer], 1, least[payer], "bound", payer)
            )
        if payer in most:
            conditions.append(
                _Condition(of_payer[payer], -1, -most[payer], "bound", payer)
            )
    while broken := [c for c in conditions if c.over(x) < 0]:
        if not _take_up(min(broken, key=lambda c: c.over(x)), x, wanted, active, kept):
            return None
    level = {lot: 1 + c.held for lot, c in zip(lots, active[:kept], strict=True)}
    shift = dict.fromkeys(payers, ZERO)
    for condition in active:
        if condition.kind == "bound":
            shift[condition.payer] += condition.sign * condition.held
    return Split(dict(zip(cells, x, strict=True)), level, shift)


def _take_up(
    new: _Condition,
    x: list[Fraction],
    wanted: list[Fraction],
    active: list[_Condition],
    kept: int,
) -> bool:
    """Move until the broken condition holds; ``False`` if it cannot."""
    new.held = ZERO
    while True:
        pull = _solved(
            [[_product(a, b, wanted) for b in active] for a in active],
            [_product(a, new, wanted) for a in active],
        )
        way = [ZERO] * len(x)
        for condition, part in [(new, -ONE), *zip(active, pull, strict=True)]:
            for cell in condition.cells:
                way[cell] -= part * condition.sign * wanted[cell]
        gain = new.sign * sum((way[c] for c in new.cells), ZERO)
        full = -new.over(x) / gain if gain else None
        blocking = [
            (active[n].held / pull[n], n)
            for n in range(kept, len(active))
            if pull[n] > 0
        ]
        if full is None and not blocking:
            return False
        step = min([full] if full is not None else [], default=None)
        drop = None
        if blocking and (step is None or min(blocking)[0] < step):
            step, drop = min(blocking)
        assert step is not None
        for condition, part in zip(active, pull, strict=True):
            condition.held -= step * part
        new.held += step
        if full is not None:
            for cell, move in enumerate(way):
                x[cell] += step * move
        if drop is None:
            active.append(new)
            return True
        del active[drop]


def _product(a: _Condition, b: _Condition, wanted: list[Fraction]) -> Fraction:
    common = set(a.cells) & set(b.cells)
    return a.sign * b.sign * sum((wanted[c] for c in common), ZERO)


def _solved(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """The solution of linear equations, by elimination."""
    size = len(rows)
    work = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for n in range(size):
        pivot = next(m for m in range(n, size) if work[m][n])
        work[n], work[pivot] = work[pivot], work[n]
        top = work[n][n]
        work[n] = [value / top for value in work[n]]
        for m in range(size):
            if m != n and work[m][n]:
                of, pair = work[m][n], zip(work[m], work[n], strict=True)
                work[m] = [a - of * b for a, b in pair]
    return [row[size] for row in work]


def is_the_split(lots: Lots, least: Bounds, most: Bounds, split: Split) -> bool:
    """Whether it is the split that §6 defines: by level and shift, within bounds."""
    for lot, row in lots.items():
        for payer, wanted in row.items():
            lift = max(ZERO, split.level[lot] + split.shift[payer])
            if split.borne[lot, payer] != wanted * lift:
                return False
        shared = sum((split.borne[lot, payer] for payer in row), ZERO)
        if shared != sum(row.values(), ZERO):
            return False
    return all(
        least.get(payer, ZERO) <= split.of(payer) <= most.get(payer, split.of(payer))
        and (shift <= 0 or split.of(payer) == least.get(payer))
        and (shift >= 0 or split.of(payer) == most.get(payer))
        for payer, shift in split.shift.items()
    )


def shortfall(lots: Lots, least: Bounds, most: Bounds) -> Fraction:
    """The largest amount that no split can place; zero if the bounds can be kept.

    Some payers' minimums together may be more than all the lots they are in, and some
    lots may be more than the caps of all who are in them; nothing else can be wrong
    (Hoffman's condition for flows).
    """
    worst = ZERO
    for some in _subsets(list(lots)):
        cost = sum((sum(lots[lot].values(), ZERO) for lot in some), ZERO)
        bearers = {payer for lot in some for payer in lots[lot]}
        if all(payer in most for payer in bearers):
            worst = max(worst, cost - sum((most[p] for p in bearers), ZERO))
    bound = {payer for row in lots.values() for payer in row if payer in least}
    for group in _subsets(sorted(bound)):
        theirs = [row for row in lots.values() if not row.keys().isdisjoint(group)]
        cost = sum((sum(row.values(), ZERO) for row in theirs), ZERO)
        worst = max(worst, sum((least[p] for p in group), ZERO) - cost)
        for payer in group:
            if payer in most:
                worst = max(worst, least[payer] - most[payer])
    return worst


def _subsets(of: list[T]) -> list[tuple[T, ...]]:
    sizes = range(1, len(of) + 1)
    return [some for size in sizes for some in combinations(of, size)]


def water_filled(
    wanted: Mapping[str, Fraction], least: Bounds, most: Bounds
) -> dict[str, Fraction]:
    """One lot within bounds that can be kept, by raising the level of the water (§5).

    Everybody bears level × wanted, but not less than the least nor more than the most;
    between two levels where somebody meets a bound the sum grows in a straight line.
    """
    total = sum(wanted.values(), ZERO)

    def at(level: Fraction) -> dict[str, Fraction]:
        return {
            p: max(least.get(p, ZERO), min(most.get(p, level * w), level * w))
            for p, w in wanted.items()
        }

    marks = {b[p] / w for p, w in wanted.items() for b in (least, most) if p in b}
    low = ZERO
    for mark in [*sorted(marks), None]:
        if mark is not None and sum(at(mark).values(), ZERO) < total:
            low = mark
            continue
        before = at(low)
        step = sum(at(low + 1 if mark is None else mark).values(), ZERO) - sum(
            before.values(), ZERO
        )
        width = Fraction(1) if mark is None else mark - low
        lacking = total - sum(before.values(), ZERO)
        return at(low + (lacking * width / step if lacking else ZERO))
    raise AssertionError
