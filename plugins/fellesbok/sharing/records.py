"""Shares and corrections for programs (*andeler og korreksjoner*): one row each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.sharing.statement import Correction
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


def records(
    shares: Sequence[Share], corrections: Sequence[Correction]
) -> list[dict[str, Any]]:
    """Shares, then corrections, which name the year they are of in ``corrects``."""
    charged = so_far(shares)
    return [
        *(_share(share, charged[whose(share)]) for share in shares),
        *(_correction(correction) for correction in corrections),
    ]


def _share(share: Share, charged: Decimal) -> dict[str, Any]:
    return {
        "cooperation": share.cooperation,
        "municipality": share.municipality,
        "period": share.period,
        "basis": share.basis,
        "key": share.key,
        "share": share.share,
        "so_far": charged,
        "amount": share.amount,
        "internal": share.internal,
        "due": share.due or None,
        "date": share.day,
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "cooperation": correction.cooperation,
        "municipality": correction.municipality or None,
        "period": correction.period,
        "corrects": correction.year,
        "debit": correction.debit,
        "credit": correction.credit,
        "before": correction.before,
        "after": correction.after,
        "amount": correction.amount,
        "reason": correction.reason,
        "date": correction.day,
    }
