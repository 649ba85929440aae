"""The words of generated entries: what writes them and what reads them agree here.

Metadata keys and tags are what municipalities read in Fava, so they are Norwegian; keys
are ASCII because Beancount's are.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation

FILE = "<fordeling>"
"""Stands as file name of generated entries: Fava then offers no editing of them."""

FIRST_LINE = 1_000_000
"""Line numbers order entries of a day; ours come after everything that is written."""

CHARGE_TAG = "fordeling"
SURPLUS_TAG = "overskudd"
BETWEEN_HOSTS_TAG = "vertsoppgjoer"
"""On what one host gives because another lacks it; it stands beside ``SURPLUS_TAG``."""
FINDING_TAG = "funn"
CORRECTION_TAG = "korreksjon"


def shared_link(year: object, cooperation: str) -> str:
    """The link of a year's vouchers and what they became; a cooperation by its slug."""
    return f"{CHARGE_TAG}-{year}-{cooperation}"


def correction_link(year: object, cooperation: str) -> str:
    """The link of late vouchers of a closed year and the corrections that follow."""
    return f"{CORRECTION_TAG}-{year}-{cooperation}"


VOUCHER = "bilag"
SOURCE = "kilde"
"""Which voucher a transaction is: source, series, year and number."""
REVERSES = "reverserer"

ACCRUED = "paaloept"
FUND = "fond"
BUDGET = "budget"
"""Types of ``custom`` lines."""
YEARLY = "yearly"
MADE_OF = "direktiv"
"""Metadata of a transaction: name and line of the directive that it is made of."""

COOPERATION = "samarbeid"
MUNICIPALITY = "kommune"
HOST = "vert"
"""The host of a share, where it is not the host of the terms on the share's date."""
PERIOD = "periode"
KEY = "noekkel"
BASIS = "grunnlag"
SHARE = "andel"
INTERNAL = "intern"
DUE = "forfall"
ASSUMPTION = "antakelse"
RULES_LINE = "regel"
FINDING = "funn"
CORRECTS = "korrigerer"
BEFORE = "foer"
AFTER = "etter"
REASON = "aarsak"

FIXED = "fast beløp"
"""Stands as share where the amount is fixed, whatever the basis."""

NO_BASIS = "uten grunnlag"
"""Stands as share where there is nothing to take a share of: a reversal."""


def metadata(number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata of the generated entry with that number."""
    return data.new_metadata(FILE, FIRST_LINE + number, dict(values))


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
                "{cooperation}: kontoen {account} er ikke åpen {day}. Legg til i"
                " kontoplanen: {opening}",
                cooperation=cooperation.title,
                account=account,
                day=day,
                opening=opening,
            ),
        )
