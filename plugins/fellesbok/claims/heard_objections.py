"""Which objections each claim has on a day (*innsigelser mot kravene*).

An objection to a claim is heard in that which asks for the same again, and one to a
share or a voucher in every settlement that asks for its year.
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
    held, before = years_held(entries, agreement, written), _taken_back(written)
    return lambda claim: to_claim(
        claim, known, held.get(claim.id, ()), before.get(claim.id, ())
    )


def _taken_back(written: Sequence[Claim]) -> dict[str, list[str]]:
    """By a claim's number, those for the same that were taken back, or in part."""
    credited = {claim.credits for claim in written}
    before: dict[tuple[str, ...], list[str]] = defaultdict(list)
    found: dict[str, list[str]] = {}
    for claim in sorted(written, key=lambda each: (each.day, each.id)):
        names = claim.payer.slug, claim.cooperation.slug, claim.host.slug
        same = before[*names, claim.period, claim.instalment]
        found[claim.id] = [*same]
        if claim.id in credited:
            same.append(claim.id)
    return found
