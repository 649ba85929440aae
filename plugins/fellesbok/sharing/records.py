"""Shares added up (*andeler*): what a payer is charged so far, and what is a claim."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.sharing.statement import Share

Whose = tuple[str, str, "date"]
"""Cooperation, payer and last day of a period: a share has no other name."""


def whose(share: Share) -> Whose:
    """Whose share it is, and of which period."""
    return share.cooperation, share.municipality, share.day


def so_far(shares: Iterable[Share]) -> Mapping[Whose, Decimal]:
    """What each payer is charged from 1 January to the end of each period, in kroner.

    Of shares that are a part of a year it is the sum of that part.
    """
    sums: dict[tuple[str, str, int], Decimal] = {}
    found = {}
    for share in sorted(shares, key=lambda s: s.day):
        of = share.cooperation, share.municipality, share.day.year
        sums[of] = sums.get(of, Decimal(0)) + share.amount
        found[whose(share)] = sums[of]
    return found


@frozen
class Parts:
    """What a payer's shares come to, in kroner; ``None`` where there is no such share.

    Attributes:
        total: All of it.
        internal: Its own share as host, which is no claim.
        later: What falls due some other time than the period.
        now: What is to be paid for the period.
    """

    total: Decimal | None
    internal: Decimal | None
    later: Decimal | None
    now: Decimal | None


def parts_of(shares: Sequence[Share]) -> Parts:
    """What of some shares is a claim now."""
    return Parts(
        total=added(share.amount for share in shares),
        internal=added(share.amount for share in shares if share.internal),
        later=added(s.amount for s in shares if s.due and not s.internal),
        now=added(s.amount for s in shares if not s.due and not s.internal),
    )
