"""Why a claim that is overdue is not reminded of: somebody objects to it (*omtvistet*).

It waits for what is open, for what was granted and is not put right, and for what lies
in the inbox; each is told with its own word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.objections.tables import marks

if TYPE_CHECKING:
    from fellesbok.claims.items import ClaimItem


def is_held_back(item: ClaimItem) -> bool:
    """Whether a claim that is overdue is not reminded of as it is objected to."""
    return item.is_objected and bool(item.days_overdue)


def not_reminded(item: ClaimItem) -> Text:
    """That a claim is not reminded of while an objection to it is not settled."""
    return Text(
        "{payer}: {claim} purres ikke så lenge det er innsigelse mot det"
        " ({objections}).",
        payer=item.claim.payer.name,
        claim=item.claim.id,
        objections=_holding(item),
    )


def part_told(item: ClaimItem) -> Text:
    """What of a claim waits for its objections, and why all of it does."""
    who = {"payer": item.claim.payer.name, "claim": item.claim.id}
    held_by = _holding(item)
    if item.undisputed:
        return Text(
            "{payer}: {amount} kr av {claim} purres ikke så lenge det er innsigelse mot"
            " det ({objections}).",
            amount=item.disputed,
            objections=held_by,
            **who,
        )
    if any(each.holds_back and each.amount is None for each in item.objections):
        return Text(
            "{payer}: {claim} purres ikke, for innsigelsen sier ikke hvor mye den"
            " gjelder ({objections}).",
            objections=held_by,
            **who,
        )
    return not_reminded(item)


def _holding(item: ClaimItem) -> Text | None:
    """Which objections hold a claim back: open, not put right, or in the inbox."""
    return marks(each for each in item.objections if each.holds_back)
