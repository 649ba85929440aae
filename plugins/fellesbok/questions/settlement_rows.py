"""The rows of the tables about settlements and accruals, for the query language.

As in ``query_rows`` everything is read from the entries that are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.accruals import incurred
from fellesbok.accruals.entries import replaced_on
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.questions.year_rows import Row
    from fellesbok.shared import Shared


def settlements(entries: Entries, shared: Shared) -> Iterator[Row]:
    """What has become of each share: claimed, set off, paid and open."""
    for account in share_accounts(entries, shared.agreement):
        yield (
            account.year,
            account.cooperation.account,
            account.payer.name,
            account.brought_forward,
            account.total(Step.SHARE),
            account.corrected,
            *(account.total(step) for step in _STEPS_DUE),
            *(account.total(step) for step in _STEPS_CLAIMED),
            account.claimed,
            account.to_settle,
            *(account.total(step) for step in _STEPS_PAID),
            account.outstanding,
        )


def accruals(entries: Entries, shared: Shared) -> Iterator[Row]:
    """What is incurred and not billed or claimed, and when that came."""
    came = replaced_on(entries)
    for accrual in incurred.accruals(entries, shared.agreement)[0]:
        yield (
            accrual.day.year,
            accrual.day,
            accrual.cooperation.account,
            accrual.id or None,
            accrual.account or None,
            accrual.amount,
            accrual.awaits,
            accrual.sender or None,
            accrual.text or None,
            accrual.since,
            came.get(accrual.id) if accrual.id else None,
        )


_STEPS_DUE = (Step.GIVEN_BACK, Step.FUND, Step.PAID_DIRECTLY)
_STEPS_CLAIMED = (Step.ADVANCE, Step.SETTLEMENT, Step.CREDIT)
_STEPS_PAID = (Step.SET_OFF, Step.RECEIVED, Step.TAX, Step.PAYMENT)
