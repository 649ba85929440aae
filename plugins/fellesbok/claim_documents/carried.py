"""What a settlement's lines are made of that are no share of the period (*overført*).

What was brought forward from earlier periods, and what the payer has laid out and is
set off, or has received and is asked for: every movement and claim since the account
was last at nothing.  It is what the host of the claim has had to claim, on the days
that it counts on, as on the first page.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.claim_documents.reckoning import BROUGHT_FORWARD
from fellesbok.claim_documents.reckoning import asked_before
from fellesbok.claim_documents.reckoning import claimed_label
from fellesbok.claim_documents.reckoning import moved_label
from fellesbok.claims.movements import claim_day
from fellesbok.claims.movements import claim_days
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation import Section
from fellesbok.explanation.key import Row
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.claim_documents.preceding import Movement
    from fellesbok.claim_documents.reckoning import Counted
    from fellesbok.entries.claim import Claim


_WORDS = {
    False: (
        Text("Utlegg som motregnes"),
        Text("Lagt ut og ikke gjort opp"),
        Text("Motregnes i dette kravet"),
    ),
    True: (
        Text("Mottatt for samarbeidet"),
        Text("Mottatt og ikke gjort opp"),
        Text("Kreves i dette kravet"),
    ),
}
"""Title, sum and what the claim has, of outlays and of what was received."""


class _Item(NamedTuple):
    """What moved an account, and the day that it counts for."""

    day: date
    label: Text
    amount: Decimal


def carried(
    claim: Claim,
    count: Counted,
    laid_out: Sequence[Movement],
    known: Sequence[Claim],
) -> tuple[Section, ...]:
    """How what is brought forward and what is set off came about; none of nothing.

    Args:
        claim: The claim.
        count: What it counts.
        laid_out: What has moved what the payer has laid out, claims apart.
        known: All claims on the payer for the cooperation, by date and number.
    """
    if claim.instalment or claim.kind is ClaimKind.CREDIT:
        return ()
    days = claim_days(known)
    claims = [(c, days[c.id]) for c in asked_before(claim, known)]
    labels = {c.id: claimed_label(c, known) for c, _ in claims}
    shares = [_Item(m.counts, moved_label(m), m.amount) for m in count.found]
    shares += [_Item(end, labels[c.id], -c.share) for c, end in claims]
    outlays = [_Item(m.counts, moved_label(m), m.amount) for m in laid_out]
    outlays += [_Item(end, labels[c.id], -c.set_off) for c, end in claims if c.set_off]
    forward = _rows(shares, count.before, Text("Ikke gjort opp"))
    title, total, this = _WORDS[claim.is_of_received]
    if claim.is_of_received:  # what was received is positive then, as it is asked for
        outlays = [_Item(i.day, i.label, -i.amount) for i in outlays]
    set_off = _rows(outlays, claim_day(claim), total)
    amount = _ore(claim.received or claim.laid_out)
    if set_off[-1].amount_ore != amount:
        set_off = (*set_off, Row(this, amount, total=True))
    sections = (
        Section(BROUGHT_FORWARD, forward if count.forward else ()),
        Section(title, set_off if claim.set_off else ()),
    )
    return tuple(section for section in sections if section.rows)


def _rows(items: Sequence[_Item], until: date, total: Text) -> tuple[Row, ...]:
    """What moved an account until a day, since it was last at nothing, and the sum."""
    until_then = sorted((i for i in items if i.day <= until), key=lambda item: item.day)
    open_items: list[_Item] = []
    for _, of_day in groupby(until_then, key=lambda item: item.day):
        open_items += of_day
        if not _sum(open_items):
            open_items = []
    rows = [Row(item.label, _ore(item.amount)) for item in open_items]
    return (*rows, Row(total, _ore(_sum(open_items)), total=True))


def _sum(items: Sequence[_Item]) -> Decimal:
    return sum((item.amount for item in items), Decimal(0))


def _ore(amount: Decimal) -> Fraction:
    return Fraction(amount) * 100
