"""What a claim builds on: earlier claims, and what else moved the receivable.

Reads entries and calculates no share.  What the plugin generated is known by its file
name; claims are read by ``claim_reading``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.claims import movements as claim_movements
from fellesbok.claims.movements import claim_day
from fellesbok.entries import vocabulary
from fellesbok.entries.records import Voucher
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries


class What(Enum):
    """What a movement on a receivable is."""

    SHARE = "share"
    GIVEN_BACK = "given back"
    BETWEEN_HOSTS = "between hosts"
    CORRECTION = "correction"
    OTHER = "other"


@frozen
class Movement:
    """A posting on an account of the payer that no claim made.

    Attributes:
        what: What it is.
        day: The date of the entry.
        counts: The day that it counts on, for the host that has it to claim.
        period: The label of the period, of what is generated.
        amount: In kroner.
        text: The narration; of a correction, its reason.
    """

    what: What
    day: date
    counts: date
    period: str
    amount: Decimal
    text: str


def movements(
    entries: Entries, agreement: Agreement, claim: Claim
) -> tuple[list[Movement], list[Movement]]:
    """What has moved the payer's accounts that the host of a claim has to claim.

    Until the end of the claim's period, and claims apart: first what has moved the
    receivable; then what the payer has laid out, positive, and what was paid back.
    """
    pair = claim.payer.slug, claim.cooperation.slug
    last = claim_day(claim)
    own = [
        moved
        for moved in claim_movements.movements(entries, agreement, (), of=pair)[pair]
        if moved.host == claim.host.slug
        and moved.day <= last
        and not moved.is_claim
        and moved.is_known_on(claim.day)
    ]
    return (
        [_movement(moved, moved.due) for moved in own if moved.due],
        [_movement(moved, moved.laid_out) for moved in own if moved.laid_out],
    )


def claims_on(
    claim: Claim, written: Iterable[Claim], also: Iterable[Claim]
) -> list[Claim]:
    """All claims on the payer for the cooperation, by date and number.

    Args:
        claim: Whose payer and cooperation.
        written: The claims of the books.
        also: Claims that are made together with it; one that is written is as it is
            written.
    """
    every = {c.id: c for c in also} | {c.id: c for c in written}
    return sorted(
        (
            c
            for c in every.values()
            if c.payer.slug == claim.payer.slug
            and c.cooperation.slug == claim.cooperation.slug
        ),
        key=lambda c: (c.day, c.id),
    )


def years_of(found: Iterable[Movement], after: date) -> tuple[date, ...]:
    """The last day that shares after a day are for, of each of their years."""
    days = sorted(m.day for m in found if m.what is What.SHARE and m.counts > after)
    return tuple({day.year: day for day in days}.values())


def is_before(one: Claim, other: Claim) -> bool:
    """Whether a claim was made before another on the same payer and cooperation.

    A host's numbers follow its dates.  Where two hosts claim on the same day, the one
    that claims for the earlier time comes first: its period, and then its instalments
    before what settles the period.
    """
    if one.host.slug == other.host.slug or one.day != other.day:
        return (one.day, one.id) < (other.day, other.id)
    return _time(one) < _time(other)


def _time(claim: Claim) -> tuple[date, bool, int | None, str]:
    """What time a claim is for; the host last, so that no two are alike."""
    number = claim.instalment_number
    return claim.end, number is None, number, claim.host.slug


def _movement(moved: claim_movements.Movement, amount: Decimal) -> Movement:
    voucher = Voucher(moved.entry)
    meta, text, tags = voucher.meta, voucher.text, voucher.tags
    what, period = What.OTHER, str(meta.get(vocabulary.PERIOD, ""))
    if voucher.is_generated:
        if moved.is_correction:
            what, period = What.CORRECTION, str(meta.get(vocabulary.CORRECTS, ""))
            text = meta[vocabulary.REASON]
        elif vocabulary.CHARGE_TAG in tags:
            what = What.SHARE
        elif vocabulary.BETWEEN_HOSTS_TAG in tags:
            what = What.BETWEEN_HOSTS
        elif vocabulary.SURPLUS_TAG in tags:
            what = What.GIVEN_BACK
    return Movement(what, voucher.day, moved.day, period, amount, text)
