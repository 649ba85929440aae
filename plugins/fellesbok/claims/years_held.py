"""Which years' shares a claim asks for (*årene i et krav*), by its settlement period.

A settlement asks for all that moved the account since the period that was claimed
before it: its own year, years that nobody was claimed for, a project's years, and
closed years whose corrections it has.  What is paid on account asks for no share.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.movements import claim_days
from fellesbok.claims.movements import movements
from fellesbok.claims.written import claims
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.claims.movements import Movement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

YearsHeld = dict[str, frozenset[int]]
"""The years by the number of each claim."""


def since_even(moved: Iterable[Movement]) -> list[Movement]:
    """What moved an account after the last day on which it was even.

    What was evened out, by a payment straight onto the account, is asked for no more.
    """
    by_day: dict[date, list[Movement]] = defaultdict(list)
    for each in moved:
        by_day[each.entry.date].append(each)
    found: list[Movement] = []
    total = Decimal(0)
    for day in sorted(by_day):
        found += by_day[day]
        total += sum(each.due for each in by_day[day])
        if not total:
            found = []
    return found


def last_shared(moved: Iterable[Movement]) -> dict[int, date]:
    """By the year that it stands in, the last day of what is shared or given back."""
    found: dict[int, date] = {}
    for each in filter(_is_shared, moved):
        day = each.entry.date
        found[day.year] = max(day, found.get(day.year, day))
    return found


def years_of(moved: Iterable[Movement]) -> frozenset[int]:
    """The years whose shares are among what moved an account, or are corrected by it.

    A correction is of the year that it corrects.
    """
    return frozenset(
        int(each.entry.meta.get(vocabulary.CORRECTS, each.entry.date.year))
        for each in filter(_is_shared, moved)
    )


def years_held(
    entries: Entries, agreement: Agreement, written: Sequence[Claim]
) -> YearsHeld:
    """The years whose shares each claim of the books asks for, or takes back.

    Args:
        entries: The books, with what is generated.
        agreement: The agreements.
        written: Every claim of the books.
    """
    days = claim_days(written)
    moved = movements(entries, agreement, written)
    settled: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    found: YearsHeld = {claim.id: frozenset() for claim in written}
    for claim in written:
        if claim.kind is not ClaimKind.CREDIT and not claim.instalment:
            settled[claim.relation].append(claim)
    for (payer, slug, host), of_host in settled.items():
        own = [m for m in moved.get((payer, slug), ()) if m.host == host]
        for claim in of_host:
            end, made = days[claim.id], (claim.day, claim.id)
            before = (
                days[other.id] for other in of_host if (other.day, other.id) < made
            )
            start = max((day for day in before if day < end), default=date.min)
            within = [m for m in own if start < m.day <= end]
            found[claim.id] = years_of(within) | {claim.year}
    for claim in written:
        if claim.kind is ClaimKind.CREDIT:
            found[claim.id] = found.get(claim.credits, frozenset())
    return found


def with_years(
    entries: Entries, marked: Entries, agreement: Agreement
) -> list[tuple[Claim, frozenset[int]]]:
    """Each claim with the years of what it asks for; on account it is of its own year.

    Args:
        entries: The books, with what is generated.
        marked: Those of them that may be claims.
        agreement: The agreements.
    """
    written = claims(marked, agreement)
    held = years_held(entries, agreement, written)
    return [(claim, held[claim.id] or frozenset({claim.year})) for claim in written]


def _is_shared(each: Movement) -> bool:
    """Whether it is what the books share or give back, and not what people booked."""
    return bool(each.entry.meta["filename"] == vocabulary.FILE)
