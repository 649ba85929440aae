"""What is held back of each payer's year (*holdt tilbake*), as it is told of.

It was taken back after an objection that was granted, and is asked for by no
claim where nobody looks; ``taken_back`` decides what it is.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.taken_back import TakenBack
from fellesbok.claims.unclaimed import Accounts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

Held = tuple[str, str, int]
"""Slugs of a payer and a cooperation, and the year of the period."""


def held_back(
    entries: Entries,
    agreement: Agreement,
    written: Sequence[Claim],
    today: date,
) -> Mapping[Held, Decimal]:
    """What is held back, in kroner; nothing where no objection was granted.

    Args:
        entries: The books, with what is generated.
        agreement: The agreements.
        written: The claims of the books, with what objections were granted.
        today: The day it is seen from.
    """
    found: dict[Held, Decimal] = defaultdict(Decimal)
    if not any(claim.granted for claim in written):
        return found
    accounts = Accounts(entries, agreement, written, today)
    taken_back = TakenBack(entries, agreement, written, today)
    for slug in {claim.cooperation.slug for claim in written if claim.granted}:
        cooperation = agreement.cooperations[slug]
        for each in accounts.of_settled(cooperation, today):
            asked = taken_back.asked(cooperation, each, is_held=True)
            found[each.payer, slug, each.end.year] += asked.held_back
    return found
