"""The rows of the tables about settlements and accruals, for the query language.

As in ``about_years`` everything is read from the entries that are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.accruals import incurred
from fellesbok.accruals.booked_and_reversed import replaced_on
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


class SettlementRow(NamedTuple):
    """What has become of a share."""

    year: int
    cooperation: str
    municipality: str
    brought_forward: Decimal | None
    share: Decimal | None
    corrected: Decimal | None
    given_back: Decimal | None
    fund: Decimal | None
    paid_directly: Decimal | None
    advance: Decimal | None
    settlement: Decimal | None
    credited: Decimal | None
    claimed: Decimal
    to_settle: Decimal
    set_off: Decimal | None
    received: Decimal | None
    tax: Decimal | None
    paid: Decimal | None
    outstanding: Decimal


def settlements(entries: Entries, shared: Shared) -> Iterator[SettlementRow]:
    """What has become of each share: claimed, set off, paid and open."""
    for account in share_accounts(entries, shared.agreement):
        yield SettlementRow(
            account.year,
            account.cooperation.account,
            account.payer.name,
            account.brought_forward,
            account.total(Step.SHARE),
            account.corrected,
            account.total(Step.GIVEN_BACK),
            account.total(Step.FUND),
            account.total(Step.PAID_DIRECTLY),
            account.total(Step.ADVANCE),
            account.total(Step.SETTLEMENT),
            account.total(Step.CREDIT),
            account.claimed,
            account.to_settle,
            account.total(Step.SET_OFF),
            account.total(Step.RECEIVED),
            account.total(Step.TAX),
            account.total(Step.PAYMENT),
            account.outstanding,
        )


class AccrualRow(NamedTuple):
    """What is incurred and has not come."""

    year: int
    date: dt.date
    cooperation: str
    id: str | None
    account: str | None
    amount: Decimal | None
    awaits: str
    sender: str | None
    text: str | None
    since: dt.date
    replaced: dt.date | None


def accruals(entries: Entries, shared: Shared) -> Iterator[AccrualRow]:
    """What is incurred and not billed or claimed, and when that came."""
    came = replaced_on(entries)
    for accrual in incurred.accruals(entries, shared.agreement)[0]:
        yield AccrualRow(
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
