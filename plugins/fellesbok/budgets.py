"""Budget lines in the books → exact amounts a year, shared by the same keys.

The lines are Fava's own, so its account pages show them too::

    2018-01-01 custom "budget" Expenses:IKT:Ansvar-155 "yearly" 2458355.00 NOK

A yearly line is the budget of the year of its date; a later one in the same year
replaces it (*revidert budsjett*).  Monthly and quarterly lines hold from their date
until the next line of the account or the end of the year.  Nothing is carried into
another year, and nothing is spread per day: the year's amount is exact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

from fellesbok import generated
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.overrides import SERVICE_PERIOD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Directive
    from beancount.core.data import Transaction

BUDGET = "budget"
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


@dataclass(frozen=True)
class Budget:
    """The adopted budget of an account for a year (*budsjett*).

    Attributes:
        account: The account, income accounts with negative amounts.
        year: The budget year.
        amount: Exact, in ``currency``.
        currency: The commodity of the line.
        entry: The line that decides; the last one of the year.
        original: The first yearly amount, where it has been revised since.
    """

    account: str
    year: int
    amount: Decimal
    currency: str
    entry: Custom
    original: Decimal | None = None


def budgets(entries: Sequence[Directive]) -> tuple[list[Budget], list[LedgerError]]:
    """Every account's budget of every year, in the order of year and account."""
    lines: dict[tuple[int, str, str], list[tuple[Custom, str, Amount]]]
    lines = defaultdict(list)
    errors = []
    for entry in entries:
        if not isinstance(entry, data.Custom) or entry.type != BUDGET:
            continue
        values = [value.value for value in entry.values or []]
        match values:
            case [str(account), str(interval), Amount() as amount] if (
                interval in MONTHS and amount.number is not None
            ):
                key = (entry.date.year, account, amount.currency)
                lines[key].append((entry, interval, amount))
            case _:
                errors.append(LedgerError(entry.meta, _HOW, entry))
    found = [
        _budget(year, account, sorted(rows, key=_day))
        for (year, account, _), rows in sorted(lines.items())
    ]
    return found, errors


def as_costs(found: Sequence[Budget], currency: str) -> list[Transaction]:
    """Budgets as transactions of a whole year's service, so that keys can share them.

    They are never put into the books.
    """
    made = []
    for number, budget in enumerate(found):
        root = budget.account.split(":")[0]
        if root not in {"Expenses", "Income"} or budget.currency != currency:
            continue
        whole_year = f"{budget.year}-01-01/{budget.year}-12-31"
        units = Amount(budget.amount, currency)
        posting = data.Posting(budget.account, units, None, None, None, {})
        made.append(
            data.Transaction(
                generated.metadata(number, {SERVICE_PERIOD: whole_year}),
                date(budget.year, 12, 31),
                "*",
                None,
                "",
                frozenset(),
                frozenset(),
                [posting],
            )
        )
    return made


def _budget(
    year: int, account: str, rows: Sequence[tuple[Custom, str, Amount]]
) -> Budget:
    """The year's amount of one account, from its lines in the order of their dates."""
    total = Decimal(0)
    for (entry, interval, amount), following in zip(
        rows, [*rows[1:], None], strict=True
    ):
        number: Any = amount.number
        if interval == "yearly":
            total = number
            continue
        first = entry.date.month
        last = following[0].date.month if following else 13
        total += number * (last - first) / MONTHS[interval]
    first_amount: Any = rows[0][2].number
    revised = len(rows) > 1 and rows[0][1] == "yearly"
    return Budget(
        account,
        year,
        total,
        rows[-1][2].currency,
        rows[-1][0],
        first_amount if revised else None,
    )


def _day(row: tuple[Custom, str, Amount]) -> tuple[date, int]:
    entry = row[0]
    return entry.date, entry.meta["lineno"]


_HOW = Text(
    "Budsjettlinjen kan ikke brukes. Skriv konto, «yearly», «quarterly» eller"
    " «monthly», og beløp med valuta."
)
