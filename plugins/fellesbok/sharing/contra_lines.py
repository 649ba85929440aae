"""Which cost a line that reduces it goes with (*kostnadsreduksjon på et bilag*).

Compensation of tax, a refund of wages: on a voucher where all the cost is shared alike,
what comes off it is shared as the cost is, also where its own line does not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.overrides import OVERRIDES
from fellesbok.sharing.vat import is_recoverable

if TYPE_CHECKING:
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.overrides import OverrideReader


def wishes_of(entry: Transaction, posting: Posting) -> dict[str, object]:
    """What a voucher and one of its lines say against the agreement."""
    return {
        name: source[name]
        for source in (entry.meta, posting.meta or {})
        for name in OVERRIDES.intersection(source)
    }


def cost_behind(
    agreement: Agreement,
    read: OverrideReader,
    cooperation: Cooperation,
    entry: Transaction,
    contra: Posting,
) -> Posting | None:
    """The cost line that a line reducing it goes with; ``None`` where it says itself.

    It says itself by words of its own or the cost centre of its account.  Where the
    voucher's cost lines are not all shared alike, it goes by its own account.
    """
    own = OVERRIDES.intersection(contra.meta or ())
    if own or read.cost_centre(entry, cooperation, contra.account, {}):
        return None
    costs = [
        posting
        for posting in entry.postings
        if posting.account.split(":")[:2] == ["Expenses", cooperation.account]
        and not cooperation.is_contra(posting.account)
        and not is_recoverable(entry, posting, agreement)
    ]
    ways = {
        (
            read.cost_centre(entry, cooperation, cost.account, wishes),
            tuple(sorted((name, str(value)) for name, value in wishes.items())),
        )
        for cost in costs
        for wishes in [wishes_of(entry, cost)]
    }
    return costs[0] if len(ways) == 1 else None
