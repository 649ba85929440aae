"""One cooperation's accounting year, as the rules of the audit look at it.

Everything a rule may ask for is gathered here in one walk over the books: the table of
budget and accounts, what was declared beside it, the settled year, and other readings
of the agreement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.agreement.terms import terms_of
from fellesbok.budgets.figures import MEMO
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.figures import lines
from fellesbok.claims.settled_years import unsettled
from fellesbok.entries import vocabulary
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.grants.warnings import GrantWarning
from fellesbok.grants.warnings import grant_warnings
from fellesbok.sharing import statement
from fellesbok.sharing.settlement import is_of_year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version
    from fellesbok.claims.settled_years import Unsettled
    from fellesbok.lint.remark import Where
    from fellesbok.shared import Shared
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Correction

ROUNDED = "avrundet"
ACCRUED = "Liabilities:Påløpt:"
ACCRUED_TAG = "paalopt"
DECLARATIONS = frozenset({"rapportering", "nøkkeltall", "kontrollsum", "budget"})
TELL_THE_END = frozenset({"rapportering", "svar"})


@dataclass(frozen=True)
class Year:
    """Everything about a cooperation and an accounting year that a rule may ask for.

    Attributes:
        cooperation: Which one.
        year: The accounting year.
        agreement: All agreements.
        limit_percent: Deviations above this need an explanation.
        lines: The table of budget beside accounts.
        declared: ``custom`` lines of the year by their type.
        transactions: Written vouchers on the cooperation's accounts.
        others_report: Whether any cooperation has told of its reporting of the year.
        accrued: What is accrued and not invoiced at the end of the year.
        result: The settled year, where anything could be settled.
        budget_result: The budget shared by the same keys.
        readings: The year by other readings of what it rests on.
        corrections: What has come to the year since it was closed, and what closed
            years before it carry into it.
        grant_warnings: What is told of its grants at the end of the year.
        unsettled: What is left after the year's settlement was claimed.
        is_over: Whether the books have come to the end of the year, or it is closed.
    """

    cooperation: Cooperation
    year: int
    agreement: Agreement
    limit_percent: Decimal
    lines: tuple[Line, ...]
    declared: Mapping[str, tuple[Custom, ...]]
    transactions: tuple[Transaction, ...]
    others_report: bool
    accrued: Decimal
    result: YearResult | None
    budget_result: YearResult | None
    readings: tuple[OtherReading, ...]
    corrections: tuple[Correction, ...]
    grant_warnings: tuple[GrantWarning, ...]
    unsettled: tuple[Unsettled, ...]
    is_over: bool

    @property
    def currency(self) -> str:
        """Kroner of the year."""
        return self.agreement.currency

    @property
    def last_day(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The terms that the year is settled by, at least one."""
        return terms_of(self.cooperation, self.year)

    @property
    def has_terms(self) -> bool:
        """Whether the agreement holds in the year, so that anything is due in it."""
        return bool(self.cooperation.versions_in(self.year))

    @property
    def home(self) -> Where:
        """Where the terms of the year are written."""
        place = self.versions[-1].place
        return place.path, place.line

    @property
    def unreported(self) -> bool:
        """Whether the cooperation has not reported the year.

        Where nobody reports by a line of its own, the vouchers are the report.
        """
        statuses = [words_of(entry)[1:2] for entry in self.declared["rapportering"]]
        if statuses:
            return ["mangler"] in statuses
        return self.others_report or not self.transactions

    def is_total(self, line: Line) -> bool:
        """Whether the accounts of a line are one figure for the year, and no vouchers.

        Such a figure is said to be rounded, or stands alone on the year's last day.
        """
        if any(voucher.meta.get(ROUNDED) for voucher in line.vouchers):
            return True
        return [voucher.date for voucher in line.vouchers] == [self.last_day]

    def commodity(self, ending: str) -> str:
        """The commodity of figures that are not kroner of the year."""
        return f"{self.currency}.{ending}" if ending else self.currency

    def of(self, *kinds: Kind, currency: str | None = None) -> list[Line]:
        """Lines of some kinds, in one commodity or in all."""
        return [
            line
            for line in self.lines
            if line.kind in kinds and currency in {None, line.currency}
        ]


@dataclass
class _Gathered:
    """What one walk over the books finds for each cooperation (by its account)."""

    declared: dict[str, dict[str, list[Custom]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    transactions: dict[str, list[Transaction]] = field(
        default_factory=lambda: defaultdict(list)
    )
    accrued: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    owners: dict[str, str] = field(default_factory=dict)


def years(
    entries: Sequence[Directive], shared: Shared, year: int, limit_percent: Decimal
) -> list[Year]:
    """Every cooperation with terms or shares in a year, in the agreements' order."""
    agreement = shared.agreement
    table: dict[str, list[Line]] = defaultdict(list)
    for line in lines(entries, agreement, year):
        table[line.cooperation].append(line)
    found = _gather(entries, agreement, year)
    warned = grant_warnings(entries, agreement, date(year, 12, 31))
    corrections = statement.corrections(entries)
    closed = {c.cooperation.slug for c in shared.closed if c.year == year}
    is_over = has_ended(entries, year)
    left = [
        found
        for found in unsettled(entries, agreement, year)
        if found.payer or found.cooperation not in closed
    ]

    def of_year(results: Iterable[YearResult], slug: str) -> YearResult | None:
        return next(
            (r for r in results if (r.cooperation.slug, r.year) == (slug, year)), None
        )

    return [
        Year(
            cooperation,
            year,
            agreement,
            limit_percent,
            tuple(table[cooperation.account]),
            {
                kind: tuple(found.declared[cooperation.account][kind])
                for kind in sorted(DECLARATIONS)
            },
            tuple(found.transactions[cooperation.account]),
            any(kinds["rapportering"] for kinds in found.declared.values()),
            found.accrued[cooperation.account],
            of_year(shared.results, slug),
            of_year(shared.budget_results, slug),
            tuple(
                reading
                for reading in shared.readings
                if (reading.cooperation, reading.year) == (slug, year)
            ),
            tuple(
                c
                for c in corrections
                if c.cooperation == cooperation.account and year in {c.year, c.day.year}
            ),
            tuple(w for w in warned if w.grant.cooperation == slug),
            tuple(u for u in left if u.cooperation == slug),
            is_over or slug in closed,
        )
        for slug, cooperation in agreement.cooperations.items()
        if is_of_year(cooperation, shared.results, year)
    ]


def has_ended(entries: Sequence[Directive], year: int) -> bool:
    """Whether the books have come to the last day of a year.

    A voucher, an asserted balance, a report or an answer of that day or later tells it.
    """
    last = date(year, 12, 31)
    return vocabulary.last_day(entries) >= last or any(
        entry.date >= last
        for entry in entries
        if isinstance(entry, data.Custom) and entry.type in TELL_THE_END
    )


def _gather(entries: Sequence[Directive], agreement: Agreement, year: int) -> _Gathered:
    """One walk over the books up to the end of the year."""
    found = _Gathered()
    for entry in entries:
        if entry.date.year > year:
            continue
        of_year = entry.date.year == year
        if isinstance(entry, data.Custom):
            if entry.type in DECLARATIONS and of_year:
                name = (*words_of(entry), "")[0]
                known = agreement.cooperations.get(name)
                account = known.account if known else _owner(name)
                found.declared[account][entry.type].append(entry)
        elif isinstance(entry, data.Transaction):
            ours = _accounts_of(entry, found) if of_year else _accrue(entry, found)
            if ours and entry.meta["filename"] != vocabulary.FILE:
                for account in ours & agreement.cooperation_by_account.keys():
                    found.transactions[account].append(entry)
    return found


def _accounts_of(entry: Transaction, found: _Gathered) -> set[str]:
    """The cooperations (by account component) whose accounts a voucher posts on."""
    ours = _accrue(entry, found)
    for posting in entry.postings:
        name = posting.account
        if name not in found.owners:
            found.owners[name] = _owner(name)
        ours.add(found.owners[name])
    return ours


def _accrue(entry: Transaction, found: _Gathered) -> set[str]:
    """Add what a voucher accrues; it tells of no cooperation's accounts."""
    for posting in entry.postings:
        if posting.account.startswith(ACCRUED):
            units: Any = posting.units
            found.accrued[posting.account.split(":")[2]] -= units.number
    return set()


def _owner(account: str) -> str:
    """The component of an account that tells its cooperation, or blank."""
    components = account.split(":")
    if components[0] in {"Expenses", "Income"}:
        return (*components[1:], "")[0]
    return components[2] if account.startswith(f"{MEMO}:") else ""


def days_of(voucher: Transaction) -> tuple[date, date] | None:
    """The period of service that a voucher tells, or ``None``."""
    first, _, last = str(voucher.meta.get(SERVICE_PERIOD, "")).partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None
