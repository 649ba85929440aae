"""States of the books → what is different between them, and why (*virkning*).

A pure function of what each payer bears in each: before, after, and with each change
alone.  The differences must add up to nothing where only the split is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.records import NOTHING
from fellesbok.compare.records import Effect
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearEffect
from fellesbok.compare.records import YearOf
from fellesbok.contradictions import must_equal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.compare.bearing import Bearing


def effects(
    before: Bearing, after: Bearing, alone: Sequence[Bearing | None]
) -> tuple[tuple[Effect, ...], tuple[YearEffect, ...], tuple[YearOf, ...]]:
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

    every = sorted({w for state in states for w in state.amounts}, key=order)
    found = tuple(
        _effect(
            whose, known[whose.cooperation], names[whose.payer], (before, after), alone
        )
        for whose in every
    )
    years = sorted(
        {of for state in states for of in (*state.grounds, *state.lacking)},
        key=lambda of: (places[of.cooperation], of.year),
    )
    grounds = tuple(_year(of, known[of.cooperation], before, after) for of in years)
    _must_add_up(found, grounds)
    lacking = tuple(of for of in years if of in before.lacking | after.lacking)
    return found, grounds, lacking


def _effect(
    whose: Whose,
    cooperation: Cooperation,
    name: str,
    states: tuple[Bearing, Bearing],
    alone: Sequence[Bearing | None],
) -> Effect:
    first, last = (state.of(whose) for state in states)
    difference = _less(last, first)
    parts = tuple(_less(state.of(whose) if state else None, first) for state in alone)
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


def _year(
    of: YearOf, cooperation: Cooperation, before: Bearing, after: Bearing
) -> YearEffect:
    grounds = before.grounds.get(of), after.grounds.get(of)
    first, last = grounds
    is_known = of not in before.lacking | after.lacking
    is_same = (first and first.sums_ore) == (last and last.sums_ore)
    return YearEffect(
        cooperation=of.cooperation,
        account=cooperation.account,
        title=cooperation.title,
        year=of.year,
        key_before=first.keys if first else "",
        key_after=last.keys if last else "",
        shared_before=before.shared(of),
        shared_after=after.shared(of),
        is_split_only=is_known and is_same,
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
