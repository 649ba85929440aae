"""What a year lacks on a day (*periodisering*): who has not sent what, and since when.

Reads entries only: accruals that no voucher has replaced, claims that somebody has not
sent, work that is done and not billed, and cooperations that have not reported.  What
nobody has stated is ``None``, which is not zero.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.accruals import incurred
from fellesbok.accruals.booked_and_reversed import TAG
from fellesbok.accruals.booked_and_reversed import replaced_on
from fellesbok.entries.declared import declared
from fellesbok.entries.records import booked_under
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.frozen import frozen
from fellesbok.sharing.findings import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher


class Awaited(Enum):
    """What is waited for; the value is the word in the books."""

    INVOICE = "faktura"
    REFUND = "refusjonskrav"
    REPORT = "rapport"


@frozen
class Lacking:
    """One thing that has not come.

    Attributes:
        cooperation: Whose year it is.
        awaited: What has not come.
        sender: Who is to send it, or blank where that is not stated.
        text: What it is about.
        since: Since when it is waited for.
        days: How many days that is.
        amount: In kroner, or ``None`` where it is not stated.
        source: The line of the source that says so, or blank.
        quote: What it says there, or blank.
        place: File and line.
    """

    cooperation: Cooperation
    awaited: Awaited
    sender: str
    text: str
    since: date
    days: int
    amount: Decimal | None
    source: str
    quote: str
    place: tuple[str, int]


def cutoff(
    entries: Entries, agreement: Agreement, year: int, on: date
) -> list[Lacking]:
    """What has not come on a day, the oldest first.

    Args:
        entries: The loaded books.
        agreement: For cooperations and account names.
        year: The accounting year; what earlier years lack still is told too.
        on: The day; what came later has not come.
    """
    found = [
        *_accruals(entries, agreement, year, on),
        *_tagged(entries, agreement, year, on),
        *_reports(entries, agreement, year, on),
    ]
    found.sort(key=lambda row: (row.since, row.cooperation.slug, row.text))
    return found


def _accruals(
    entries: Entries, agreement: Agreement, year: int, on: date
) -> Iterator[Lacking]:
    """Accruals that no voucher had replaced."""
    came = replaced_on(entries)
    for accrual in incurred.accruals(entries, agreement)[0]:
        replaced = came.get(accrual.id) if accrual.id else None
        if accrual.day.year > year or accrual.day > on:
            continue
        if replaced is None or replaced > on:
            yield _lacking(
                accrual.entry.meta,
                accrual.cooperation,
                Awaited(accrual.awaits),
                accrual.sender,
                accrual.text,
                accrual.since,
                accrual.amount,
                on,
            )


def _tagged(
    entries: Entries, agreement: Agreement, year: int, on: date
) -> Iterator[Lacking]:
    """Costs that a voucher says are accrued, and that have not been taken back.

    What is accrued on the account of a cooperation is settled when it is zero.
    """
    balances = accrued_on(entries, agreement, on)
    for voucher in vouchers_in(entries):
        ours = TAG in voucher.tags and ACCRUED not in voucher.meta
        if not ours or voucher.day > on or voucher.day.year > year:
            continue
        settled = [not balances[a] for a in voucher.accounts if a in balances]
        if not (settled and all(settled)):
            yield from _of_voucher(voucher, agreement, on)


def accrued_on(entries: Entries, agreement: Agreement, on: date) -> dict[str, Decimal]:
    """What stands on each account of what is accrued at the end of a day, in kroner."""
    balances: dict[str, Decimal] = {}
    prefix = f"{agreement.accounts.accrued}:"
    for entry, posting, amount in booked_under(entries, prefix, agreement.currency):
        if entry.date <= on:
            before = balances.get(posting.account, Decimal(0))
            balances[posting.account] = before + amount
    return balances


def _of_voucher(voucher: Voucher, agreement: Agreement, on: date) -> Iterator[Lacking]:
    """The cost of each cooperation on a voucher."""
    amounts: dict[str, Decimal] = {}
    for line in voucher.lines:
        root, component, *_ = line.account.split(":")
        if root == "Expenses" and component in agreement.cooperation_by_account:
            amounts[component] = amounts.get(component, Decimal(0)) + line.amount
    for component, amount in amounts.items():
        yield _lacking(
            voucher.meta,
            agreement.cooperation_by_account[component],
            Awaited.INVOICE,
            voucher.payee,
            voucher.narration,
            voucher.day,
            amount,
            on,
        )


def _reports(
    entries: Entries, agreement: Agreement, year: int, on: date
) -> Iterator[Lacking]:
    """Cooperations of which the books say that no report has come."""
    said = declared(entries, REPORTING)
    last = {line.word(0): line for line in said if line.day.year == year}
    for slug, line in last.items():
        known = agreement.cooperations.get(slug)
        if known is not None and line.word(1) == MISSING and line.day <= on:
            yield _lacking(line.meta, known, Awaited.REPORT, "", "", line.day, None, on)


def _lacking(  # noqa: PLR0913, PLR0917 -- the parts of one row
    meta: Mapping[str, Any],
    cooperation: Cooperation,
    awaited: Awaited,
    sender: str,
    text: str,
    since: date,
    amount: Decimal | None,
    on: date,
) -> Lacking:
    """A row; where it is written and what it was read from stand in the metadata."""
    return Lacking(
        cooperation,
        awaited,
        sender,
        text,
        since,
        (on - since).days,
        amount,
        str(meta.get("tekstlinje", "")),
        str(meta.get("sitat", "")),
        (meta["filename"], meta["lineno"]),
    )
