"""Budget lines in the books → exact amounts a year, shared by the same keys.

The lines are Fava's own, so its account pages show them too::

    2018-01-01 custom "budget" Expenses:IKT:Ansvar-155 "yearly" 2458355.00 NOK

A yearly line is the budget of the year of its date; a later one in the same year
replaces it (*revidert budsjett*).  Monthly and quarterly lines hold from the month of
their date until the next line of the account or the end of the year.  Nothing is
carried into another year, and nothing is spread per day: the year's amount is exact.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import account as accounts
from beancount.core.amount import Amount

from fellesbok.budgets.periods import NOT_STATED
from fellesbok.budgets.periods import budget_period
from fellesbok.budgets.periods import is_of_year
from fellesbok.budgets.periods import unreadable
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import has_ending
from fellesbok.entries import drafting
from fellesbok.entries.declared import Declared
from fellesbok.entries.kinds import customs
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.entries.vocabulary import YEARLY
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

CARRIED = "overfoert"
"""Metadata: what of the money at hand was left from the year before."""
MONTHS = {"monthly": 1, "quarterly": 3, YEARLY: 12}


@frozen
class Budget:
    """The adopted budget of an account for a year (*budsjett*).

    Attributes:
        account: The account, income accounts with negative amounts.
        year: The budget year.
        amount: Exact, in ``currency``.
        currency: The commodity of the line.
        entry: The line that decides; the last one of the year.
        original: The first yearly amount, where it has been revised since.
        so_far: What is budgeted from 1 January to the end of each month, where it is by
            months or quarters; ``None`` for a month that ends within a quarter, and
            nothing of a budget of the year.
    """

    account: str
    year: int
    amount: Decimal
    currency: str
    entry: Custom
    original: Decimal | None = None
    so_far: tuple[Decimal | None, ...] = ()

    @property
    def line(self) -> Declared:
        """The line that decides, as it is read."""
        return Declared(self.entry)

    @property
    def is_comparable(self) -> bool:
        """Whether the days of the budget are over when the year is.

        Before that what is left of it is no variance, and where nobody states the days
        it is not known.  A project's budget that tells no days is such a one.
        """
        days = budget_period(self.entry.meta)
        if days is None:
            return not has_ending(self.currency, PROJECT)
        return days.last is not None and days.last.year <= self.year

    @property
    def is_of_year(self) -> bool:
        """Whether it is for days of its year alone, and these are stated."""
        return is_of_year(self.entry.meta, self.year)


class _Line(NamedTuple):
    """One budget line as it is written."""

    entry: Custom
    account: str
    interval: str
    amount: Amount


def budgets(entries: Entries) -> tuple[list[Budget], list[LedgerError]]:
    """Every account's budget of every year, in the order of year and account.

    An account whose lines contradict each other has no budget, and an error instead.
    """
    lines: dict[tuple[int, str, str], list[_Line]] = defaultdict(list)
    found = []
    errors = []
    for entry in customs(entries, BUDGET):
        line = _line(entry)
        if line is None:
            errors.append(LedgerError(entry.meta, _HOW, entry))
        elif (fault := unreadable(entry.meta) or _carried_fault(entry)) is not None:
            errors.append(LedgerError(entry.meta, fault, entry))
        else:
            key = entry.date.year, line.account, line.amount.currency
            lines[key].append(line)
    for (year, _, _), rows in sorted(lines.items()):
        rows.sort(key=_day)
        total = _total(rows)
        faults = [*_contradictions(rows), *_parts_of_ore(rows, total)]
        errors.extend(faults)
        if not faults:
            found.append(_budget(year, rows, total))
    return found, errors


def budget_days(entries: Entries, cooperation: str, year: int) -> list[date]:
    """The days on which lines of a cooperation's (component) budget stand, in order."""
    of = year, cooperation
    return sorted({e.date for e in entries if budget_of(e) == of})


def with_budget_of(
    day: date, entries: Entries, cooperation: str, year: int
) -> list[Entry]:
    """The books with a cooperation's budget of a year as it stood on a day of it."""
    of = year, cooperation
    return [e for e in entries if e.date <= day or budget_of(e) != of]


def budget_of(entry: Entry) -> tuple[int, str] | None:
    """The year and the cooperation (component) whose budget a line is of.

    ``None`` of what is no such line, and a blank where its account names nobody.
    """
    if not is_custom(entry, BUDGET) or not entry.values:
        return None
    _, *rest = Declared(entry).word(0).split(":")
    return entry.date.year, rest[0] if rest else ""


def carried_over(entry: Custom) -> Decimal | None:
    """What a line says was carried over, or ``None``: it does not say how much."""
    told = entry.meta.get(CARRIED)
    return told.number if isinstance(told, Amount) else None


def says_carried(entry: Custom) -> bool:
    """Whether a line says that something was carried over, and not how much."""
    return str(entry.meta.get(CARRIED)) == NOT_STATED


def _carried_fault(entry: Custom) -> Text | None:
    if CARRIED not in entry.meta or says_carried(entry):
        return None
    if carried_over(entry) is not None:
        return None
    return Text(
        "«{name}» på et budsjett skal være et beløp, slik som 1000.00 NOK, eller «ikke"
        " oppgitt». Her står «{found}».",
        name=CARRIED,
        found=entry.meta[CARRIED],
    )


def as_costs(found: Sequence[Budget], agreement: Agreement) -> list[Transaction]:
    """Budgets as transactions of a whole year's service, so that keys can share them.

    They stand at the place of their budget line, and are never put into the books.
    Where the agreement holds for a part of the year, the budget is for that part.
    """
    made = []
    for budget in found:
        root, component, *_ = budget.account.split(":")
        if root not in {"Expenses", "Income"}:
            continue
        first, last = date(budget.year, 1, 1), date(budget.year, 12, 31)
        cooperation = agreement.cooperation_by_account.get(component)
        versions = cooperation.versions_in(budget.year) if cooperation else ()
        if versions:
            first = max(first, versions[0].first_day)
            last = min(last, versions[-1].last_day)
        days = {SERVICE_PERIOD: f"{first}/{last}"}
        meta = drafting.at(*budget.line.place, days)
        line = drafting.posting(budget.account, budget.amount, budget.currency, {})
        made.append(drafting.voucher(meta, last, None, "", [line]))
    return made


def _line(entry: Custom) -> _Line | None:
    """What a budget line says, or ``None`` where it cannot be read."""
    values = entry.values or []
    match [value.value for value in values]:
        case [str(account), str(interval), Amount(number=Decimal()) as amount] if (
            values[0].dtype == accounts.TYPE and interval in MONTHS
        ):
            return _Line(entry, account, interval, amount)
    return None


def _total(rows: Sequence[_Line]) -> Fraction:
    """The year's amount of one account, from its lines in the order of their dates."""
    if rows[-1].interval == YEARLY:
        return _number(rows[-1])
    starts = [*(line.entry.date.month for line in rows), 13]
    return sum(
        (
            _number(line) * (following - first) / MONTHS[line.interval]
            for line, (first, following) in zip(rows, pairwise(starts), strict=True)
        ),
        Fraction(0),
    )


def _budget(year: int, rows: Sequence[_Line], total: Fraction) -> Budget:
    last = rows[-1]
    revised = len(rows) > 1 and last.interval == YEARLY
    return Budget(
        last.account,
        year,
        Decimal(int(total * 100)).scaleb(-2),
        last.amount.currency,
        last.entry,
        rows[0].amount.number if revised else None,
        tuple(_so_far(rows)),
    )


def _so_far(rows: Sequence[_Line]) -> Iterator[Decimal | None]:
    """The budget to the end of each month, from lines by months or quarters.

    What a month has of a quarter nobody has said.
    """
    if rows[-1].interval == YEARLY:
        return
    total = Fraction(0)
    for month in range(1, 13):
        line = next((x for x in reversed(rows) if x.entry.date.month <= month), None)
        is_within = False
        if line is not None:
            length = MONTHS[line.interval]
            total += _number(line) / length
            is_within = (month - line.entry.date.month + 1) % length != 0
        ore = total * 100
        is_told = not is_within and ore.denominator == 1
        yield Decimal(int(ore)).scaleb(-2) if is_told else None


def _contradictions(rows: Sequence[_Line]) -> Iterator[LedgerError]:
    """Lines of one account and year of which nobody can tell which one holds."""
    for before, line in pairwise(rows):
        if before.entry.date == line.entry.date:
            text = Text(
                "{account} har to budsjettlinjer fra {day}: også på linje {line} i"
                " {file}. Stryk den ene, eller skriv summen på én linje.",
                account=line.account,
                day=line.entry.date,
                line=before.entry.meta["lineno"],
                file=Path(before.entry.meta["filename"]).name,
            )
            yield LedgerError(line.entry.meta, text, line.entry)
        elif (before.interval == YEARLY) != (line.interval == YEARLY):
            text = Text(
                "{account} har både «{before}» og «{interval}» i {year}. Bruk enten"
                " beløp for året eller beløp for måneder og kvartaler.",
                account=line.account,
                before=before.interval,
                interval=line.interval,
                year=line.entry.date.year,
            )
            yield LedgerError(line.entry.meta, text, line.entry)


def _parts_of_ore(rows: Sequence[_Line], total: Fraction) -> Iterator[LedgerError]:
    """A year's amount that is not whole øre: a part of a quarter, or more decimals."""
    if (total * 100).denominator != 1:
        last = rows[-1]
        text = Text(
            "Årets budsjett for {account} blir {total} {currency}, som ikke er hele"
            " øre. Et kvartalsbudsjett gjelder fra januar, april, juli eller oktober.",
            account=last.account,
            total=total,
            currency=last.amount.currency,
        )
        yield LedgerError(last.entry.meta, text, last.entry)


def _number(line: _Line) -> Fraction:
    number: Any = line.amount.number
    return Fraction(number)


def _day(line: _Line) -> tuple[date, str, int]:
    meta = line.entry.meta
    return line.entry.date, str(meta["filename"]), meta["lineno"]


_HOW = Text(
    "Budsjettlinjen kan ikke brukes. Skriv konto, «yearly», «quarterly» eller"
    " «monthly», og beløp med valuta."
)
