"""States of the books → what is different between them, and why (*virkning*).

A pure function of what each payer bears in each: before, after, and with each change
alone.  The differences must add up to nothing where only the split is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.records import NOTHING
from fellesbok.compare.records import Effect
from fellesbok.compare.records import Lacking
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearEffect
from fellesbok.compare.records import YearOf
from fellesbok.contradictions import must_equal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.bearing import Ground
    from fellesbok.messages import Text

    Unknown = tuple[
        Mapping[YearOf, tuple[Text, ...]], Mapping[YearOf, tuple[Text, ...]]
    ]


def effects(
    before: Bearing, after: Bearing, alone: Sequence[Bearing | None]
) -> tuple[tuple[Effect, ...], tuple[YearEffect, ...], tuple[Lacking, ...]]:
    """What is different, payer by payer and year by year, and what is not known.

    Args:
        before: The first state.
        after: The state with every change.
        alone: The first state with each change alone; ``None`` where it cannot be so.

    Raises:
        ContradictionError: What is shared is the same, and the differences do not add
            up to nothing.
    """
    states = [state for state in (before, after, *alone) if state is not None]
    known: dict[str, Cooperation] = {}
    names: dict[str, str] = {}
    for state in states:
        known |= {s: c for s, c in state.cooperations.items() if s not in known}
        names |= {s: n for s, n in state.names.items() if s not in names}
    places = {slug: n for n, slug in enumerate(known)}
    ranks = {slug: n for n, slug in enumerate(names)}

    def order(whose: Whose) -> tuple[int, int, int, int]:
        corrects = whose.corrects or 0
        cooperation = places[whose.cooperation]
        return cooperation, whose.year, corrects, ranks[whose.payer]

    def in_order(years: Iterable[YearOf]) -> list[YearOf]:
        return sorted(set(years), key=lambda of: (places[of.cooperation], of.year))

    pairs = [_Pair(before, state) for state in (after, *alone)]
    both = pairs[0]
    every = sorted({w for state in states for w in state.amounts}, key=order)
    found = tuple(
        _effect(whose, known[whose.cooperation], names[whose.payer], pairs)
        for whose in every
    )
    open_ones = [
        of
        for state in states
        for of in (*state.grounds, *state.lacking)
        if of in state.grounds or of not in state.closed
    ]
    grounds = tuple(
        _year(of, known[of.cooperation], both) for of in in_order(open_ones)
    )
    _must_add_up(found, grounds)
    unknown = in_order([*both.unknown[0], *both.unknown[1]])
    lacking = tuple(_lacking(of, known[of.cooperation], both) for of in unknown)
    return found, grounds, lacking


class _Pair:
    """The first state and another, with the years of each that are not known."""

    def __init__(self, before: Bearing, after: Bearing | None) -> None:
        """Hold them against each other; the other is ``None`` where there is none."""
        self.before = before
        self.after = after
        self.unknown: Unknown = ({}, {})
        if after is not None:
            self.unknown = before.unknown_beside(after), after.unknown_beside(before)

    def of(self, whose: Whose) -> tuple[Decimal | None, Decimal | None]:
        """What somebody bears in the one and in the other."""
        before, after = self.unknown
        first = self.before.of(whose, before)
        return first, self.after.of(whose, after) if self.after else None

    def shared(self, of: YearOf) -> tuple[Decimal | None, Decimal | None]:
        """What the payers bear together in a year."""
        before, after = self.unknown
        first = self.before.shared(of, before)
        return first, self.after.shared(of, after) if self.after else None

    def is_closed(self, of: YearOf) -> bool:
        """Whether a year stands as it was fixed in one of the two, or in both."""
        return any(of in state.closed for state in (self.before, self.after) if state)

    def grounds(self, of: YearOf) -> tuple[Ground | None, Ground | None]:
        """What is shared in a year, and how."""
        after = self.after.grounds.get(of) if self.after else None
        return self.before.grounds.get(of), after


def _effect(
    whose: Whose, cooperation: Cooperation, name: str, pairs: Sequence[_Pair]
) -> Effect:
    first, last = pairs[0].of(whose)
    difference = _less(last, first)
    parts = tuple(_less(*reversed(pair.of(whose))) for pair in pairs[1:])
    return Effect(
        cooperation=whose.cooperation,
        account=cooperation.account,
        title=cooperation.title,
        payer=whose.payer,
        name=name,
        year=whose.year,
        corrects=whose.corrects,
        before=first,
        after=last,
        difference=difference,
        alone=parts,
        interaction=_less(difference, _sum(parts)),
    )


def _year(of: YearOf, cooperation: Cooperation, both: _Pair) -> YearEffect:
    first, last = both.grounds(of)
    before, after = both.shared(of)
    is_known = of not in {*both.unknown[0], *both.unknown[1]}
    is_same = (first and first.sums_ore) == (last and last.sums_ore)
    if both.is_closed(of):  # what is fixed may be other than what the year gives now
        is_same = before == after
    return YearEffect(
        cooperation=of.cooperation,
        account=cooperation.account,
        title=cooperation.title,
        year=of.year,
        key_before=first.keys if first else "",
        key_after=last.keys if last else "",
        shared_before=before,
        shared_after=after,
        is_split_only=is_known and is_same,
    )


def _lacking(of: YearOf, cooperation: Cooperation, both: _Pair) -> Lacking:
    """A year that is not known, with the reasons of the proposal first."""
    before, after = both.unknown
    states = [state for state in (both.before, both.after) if state is not None]
    return Lacking(
        of.cooperation,
        cooperation.account,
        cooperation.title,
        of.year,
        frozenset(slug for state in states for slug in state.payers_of(of)),
        tuple(dict.fromkeys((*after.get(of, ()), *before.get(of, ())))),
        is_closed=both.is_closed(of),
    )


def _must_add_up(found: Iterable[Effect], years: Iterable[YearEffect]) -> None:
    """Where what is shared is the same, what some pay more is what others pay less."""
    sums: dict[YearOf, Decimal] = {}
    for effect in found:
        if effect.corrects is None and effect.difference is not None:
            of = YearOf(effect.cooperation, effect.year)
            sums[of] = sums.get(of, NOTHING) + effect.difference
    for year in years:
        if year.is_split_only:
            must_equal(
                "Summen av endringene i {cooperation} {year}, der bare delingen er"
                " endret, og null,",
                sums.get(YearOf(year.cooperation, year.year), NOTHING),
                NOTHING,
                cooperation=year.title,
                year=year.year,
            )


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    total = NOTHING
    for part in parts:
        if part is None:
            return None
        total += part
    return total
