"""What days the books know: how far they have come, and when an account is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.entries.vocabulary import FILE
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation

NOT_OPEN = (
    "{cooperation}: kontoen {account} er ikke åpen {day}. Kjør «fellesbok accounts»,"
    " eller legg til i kontoplanen: {opening}"
)
"""What is said of an account that is needed and not open."""


def last_year(entries: Sequence[Directive]) -> int:
    """The last year in which something is written in the books; 1 in empty books."""
    years = (
        entry.date.year
        for entry in entries
        if isinstance(entry, data.Transaction) and entry.meta["filename"] != FILE
    )
    return max(years, default=1)


def last_day(entries: Sequence[Directive]) -> date:
    """The last day that somebody has written something of: so far the books have come.

    A transaction or an asserted balance is; an account that is opened ahead, a budget
    or a price is not.
    """
    day = date.min
    for entry in entries:
        # Most entries are of a day that has been seen, so the day is looked at first.
        if (
            entry.date > day
            and isinstance(entry, data.Transaction | data.Balance)
            and entry.meta["filename"] != FILE
        ):
            day = entry.date
    return day


def open_days(entries: Sequence[Directive]) -> dict[str, tuple[date, date]]:
    """The day each account is opened, and the day it is closed (or ``date.max``)."""
    days: dict[str, tuple[date, date]] = {}
    for entry in entries:
        if isinstance(entry, data.Open):
            days[entry.account] = entry.date, date.max
        elif isinstance(entry, data.Close) and entry.account in days:
            days[entry.account] = days[entry.account][0], entry.date
    return days


def not_open(
    agreement: Agreement,
    cooperation: Cooperation,
    needed: Mapping[str, date],
    opened: Mapping[str, tuple[date, date]],
) -> Iterator[LedgerError]:
    """An error, with the line that mends it, for each needed account that is not open.

    Args:
        agreement: For the currency.
        cooperation: Whose accounts they are; its terms are where the error points.
        needed: Accounts, and the first day each is needed.
        opened: From ``open_days``.
    """
    for account, day in needed.items():
        first, last = opened.get(account, (date.max, date.min))
        if first <= day < last:
            continue
        place = cooperation.place
        opening = f"{day.year}-01-01 open {account} {agreement.currency}"
        yield LedgerError(
            {"filename": place.path, "lineno": place.line},
            Text(
                NOT_OPEN,
                cooperation=cooperation.title,
                account=account,
                day=day,
                opening=opening,
            ),
        )


def missing_account(message: str) -> tuple[str, date] | None:
    """The account and day of a message of ``not_open``; ``None`` for any other."""
    if isinstance(message, Text) and message.template == NOT_OPEN:
        return message.values["account"], message.values["day"]
    return None
