"""What is incurred, and what has not come, as programs read them (*periodisering*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.accruals import incurred
from fellesbok.accruals.booked_and_reversed import replaced_on
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.accruals.cutoff import Lacking
    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries


@frozen
class Incurred:
    """What is incurred and not billed or claimed; in kroner where that is stated."""

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


def accruals(entries: Entries, agreement: Agreement) -> Iterator[Incurred]:
    """What is incurred and not billed or claimed, and when that came."""
    came = replaced_on(entries)
    for accrual in incurred.accruals(entries, agreement)[0]:
        yield Incurred(
            year=accrual.day.year,
            date=accrual.day,
            cooperation=accrual.cooperation.account,
            id=accrual.id or None,
            account=accrual.account or None,
            amount=accrual.amount,
            awaits=accrual.awaits,
            sender=accrual.sender or None,
            text=accrual.text or None,
            since=accrual.since,
            replaced=came.get(accrual.id) if accrual.id else None,
        )


@frozen
class NotCome:
    """What a year lacks on a day, with file and line; kroner where that is stated."""

    cooperation: str
    awaited: str
    sender: str | None
    text: str
    since: dt.date
    days: int
    amount: Decimal | None
    source_line: str | None
    quote: str | None
    file: str
    line: int


def not_come(found: Lacking) -> NotCome:
    """What a year lacks as programs read it."""
    file, line = found.place
    return NotCome(
        cooperation=found.cooperation.account,
        awaited=found.awaited.name.lower(),
        sender=found.sender or None,
        text=found.text,
        since=found.since,
        days=found.days,
        amount=found.amount,
        source_line=found.source or None,
        quote=found.quote or None,
        file=file,
        line=line,
    )
