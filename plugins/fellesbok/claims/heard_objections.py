"""Which objections each claim has on a day (*innsigelser mot kravene*).

An objection to a claim that is taken back is heard in what asks for the same again, and
one to a share or a voucher in every settlement that asks for its year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.years_held import years_held
from fellesbok.objections import objections_heard
from fellesbok.objections.concerned import to_claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.claims.years_held import YearsHeld
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection


def objected_claims(
    entries: Entries,
    agreement: Agreement,
    on: date,
    written: Sequence[Claim],
    waiting: Iterable[Objection] = (),
) -> Callable[[Claim], tuple[Objection, ...]]:
    """What finds the objections to a claim, or to what it rests on.

    Args:
        entries: The books.
        agreement: The agreements.
        on: The day that they are known on.
        written: Every claim of the books.
        waiting: What lies in the inbox; it is heard on any day.
    """
    objected = [*objections_heard(entries, agreement, on), *waiting]
    if not objected:
        return lambda _: ()
    # A credit note that is dated later has given nothing back yet.
    made = {claim.id for claim in written if claim.day <= on}
    known = [
        each if each.credit_note in made else replace(each, credit_note="")
        for each in objected
    ]
    held = years_held(entries, agreement, written)
    before = _taken_back(written, held)
    return lambda claim: to_claim(
        claim, known, held.get(claim.id, ()), before.get(claim.id, ())
    )


def _taken_back(written: Sequence[Claim], held: YearsHeld) -> dict[str, list[str]]:
    """By a claim's number, those that were taken back, or in part, before it.

    They are for a year that it asks for: the same instalment once more, a later one
    that makes up for it, or the settlement.
    """
    by_id = {claim.id: claim for claim in written}
    taken: dict[tuple[str, ...], list[tuple[date, Claim]]] = defaultdict(list)
    for note in written:
        if note.credits in by_id:
            of = by_id[note.credits]
            taken[of.relation].append((note.day, of))
    return {
        claim.id: [
            of.id
            for day, of in taken[claim.relation]
            if day <= claim.day
            and of.id != claim.id
            and of.year in {claim.year, *held.get(claim.id, ())}
        ]
        for claim in written
    }
