"""A comparison as programs read it: names as in all other records (*virkning*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.compare.records import Comparison
    from fellesbok.compare.records import Effect
    from fellesbok.compare.records import YearEffect
    from fellesbok.errors import FileFault


@frozen
class ToldEffect:
    """What a payer bears of a cooperation, before and after, in kroner."""

    cooperation: str
    municipality: str
    year: int
    corrects: int | None
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    alone: tuple[Decimal | None, ...]
    interaction: Decimal | None


@frozen
class ToldYear:
    """By which keys a cooperation's year is shared, and how much, before and after."""

    cooperation: str
    year: int
    key_before: str | None
    key_after: str | None
    shared_before: Decimal | None
    shared_after: Decimal | None
    is_split_only: bool
    is_lacking: bool


@frozen
class ToldLacking:
    """A cooperation's year that cannot be compared, and why.

    Of a closed year, which stands as it was fixed, it is the corrections.
    """

    cooperation: str
    year: int
    is_closed: bool
    reasons: tuple[str, ...]


@frozen
class ToldReservation:
    """In which state of the books figures may lack something, and why."""

    text: str
    reasons: tuple[str, ...]


@frozen
class ToldComparison:
    """Two states of the books side by side, and what is wrong in any of them."""

    before: str
    after: str
    tried_on: str
    changes: tuple[str, ...]
    effects: tuple[ToldEffect, ...]
    years: tuple[ToldYear, ...]
    lacking: tuple[ToldLacking, ...]
    untried: tuple[str, ...]
    reservations: tuple[ToldReservation, ...]
    notes: tuple[str, ...]
    faults: tuple[FileFault, ...]


def told_comparison(found: Comparison) -> ToldComparison:
    """A comparison as programs read it."""
    lacking = {(of.cooperation, of.year) for of in found.lacking}
    return ToldComparison(
        before=found.before,
        after=found.after,
        tried_on=found.tried_on,
        changes=found.changes,
        effects=tuple(map(_effect, found.effects)),
        years=tuple(
            _year(each, is_lacking=(each.cooperation, each.year) in lacking)
            for each in found.years
        ),
        lacking=tuple(
            ToldLacking(of.account, of.year, of.is_closed, of.reasons)
            for of in found.lacking
        ),
        untried=tuple(each.text for each in found.untried),
        reservations=tuple(
            ToldReservation(each.text, each.reasons) for each in found.reservations
        ),
        notes=found.notes,
        faults=found.faults,
    )


def _effect(found: Effect) -> ToldEffect:
    return ToldEffect(
        cooperation=found.account,
        municipality=found.name,
        year=found.year,
        corrects=found.corrects,
        before=found.before,
        after=found.after,
        difference=found.difference,
        alone=found.alone,
        interaction=found.interaction,
    )


def _year(found: YearEffect, *, is_lacking: bool) -> ToldYear:
    return ToldYear(
        cooperation=found.account,
        year=found.year,
        key_before=found.key_before or None,
        key_after=found.key_after or None,
        shared_before=found.shared_before,
        shared_after=found.shared_after,
        is_split_only=found.is_split_only,
        is_lacking=is_lacking,
    )
