"""A reconciliation as programs read it (*JSON*): sums and items by English names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import Reconciliation
    from fellesbok.reconciling.records import TheirLine


@frozen
class ClaimedLine:
    """What we have, for programs; kroner.

    ``objections`` are those that are open, or granted and not put right.
    """

    claim: str | None
    cooperation: str
    day: dt.date
    year: int
    amount: Decimal
    objections: tuple[str, ...]


@frozen
class HeldItem:
    """Lines that belong together, for programs; kroner."""

    outcome: str
    basis: str
    ours: tuple[ClaimedLine, ...]
    theirs: tuple[TheirLine, ...]
    our_amount: Decimal
    their_amount: Decimal
    difference: Decimal
    remark: str | None


@frozen
class HeldYear:
    """A year of two books held together, for programs; kroner."""

    side: str
    year: int
    ours: Decimal
    theirs: Decimal
    difference: Decimal
    agreed: bool
    items: tuple[HeldItem, ...]


def held_year(found: Reconciliation) -> HeldYear:
    """The reconciliation as programs read it."""
    return HeldYear(
        found.side.value,
        found.year,
        found.ours,
        found.theirs,
        found.difference,
        found.is_agreed,
        tuple(
            HeldItem(
                item.outcome.value,
                item.basis.value,
                tuple(map(_claimed, item.ours)),
                item.theirs,
                item.our_amount,
                item.their_amount,
                item.difference,
                item.remark or None,
            )
            for item in found.items
        ),
    )


def _claimed(line: OurLine) -> ClaimedLine:
    return ClaimedLine(
        line.claim or None,
        line.account,
        line.day,
        line.year,
        line.amount,
        line.objections,
    )
