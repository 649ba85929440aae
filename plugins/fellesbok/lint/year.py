"""One cooperation's accounting year, as the rules of the audit look at it.

Everything a rule may ask for is gathered here in one walk over the books: the table of
budget and accounts, what was declared beside it, the settled year, and other readings
of the agreement.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import accrued_on
from fellesbok.agreement import terms_of
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.figures import lines
from fellesbok.budgets.figures import owner_of
from fellesbok.budgets.figures import vouchers_of
from fellesbok.claims import claims
from fellesbok.claims.due_instalments import missed_instalments
from fellesbok.claims.settled_years import unsettled
from fellesbok.entries.days import last_day
from fellesbok.entries.declared import ANSWER
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import Declared
from fellesbok.entries.declared import declared
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.frozen import frozen
from fellesbok.grants.warnings import GrantWarning
from fellesbok.grants.warnings import grant_warnings
from fellesbok.sharing import statement
from fellesbok.sharing.findings import MISSING
from fellesbok.sharing.settlement import is_of_year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.claims.due_instalments import Missed
    from fellesbok.claims.settled_years import Unsettled
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Place
    from fellesbok.entries.records import Voucher
    from fellesbok.shared import Shared
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Correction

ROUNDED = "avrundet"
DECLARATIONS = (REPORTING, KEY_FIGURE, CHECK_SUM, BUDGET)


@frozen
class Year:
    """Everything about a cooperation and an accounting year that a rule may ask for.

    Attributes:
        cooperation: Which one.
        year: The accounting year.
        agreement: All agreements.
        limit_percent: Deviations above this need an explanation.
        lines: The table of budget beside accounts.
        declared: Lines of our own of the year by their kind.
        vouchers: Written vouchers on the cooperation's accounts.
        others_report: Whether any cooperation has told of its reporting of the year.
        accrued: What is accrued and not invoiced at the end of the year.
        result: The settled year, where anything could be settled.
        budget_result: The budget shared by the same keys.
        readings: The year by other readings of what it rests on.
        corrections: What has come to the year since it was closed, and what closed
            years before it carry into it.
        grant_warnings: What is told of its grants at the end of the year.
        unsettled: What is left after the year's settlement was claimed.
        missed: Instalments that have fallen due and are not claimed.
        is_over: Whether the books have come to the end of the year, or it is closed.
    """

    cooperation: Cooperation
    year: int
    agreement: Agreement
    limit_percent: Decimal
    lines: tuple[Line, ...]
    declared: Mapping[str, tuple[Declared, ...]]
    vouchers: tuple[Voucher, ...]
    others_report: bool
    accrued: Decimal
    result: YearResult | None
    budget_result: YearResult | None
    readings: tuple[OtherReading, ...]
    corrections: tuple[Correction, ...]
    grant_warnings: tuple[GrantWarning, ...]
    unsettled: tuple[Unsettled, ...]
    missed: tuple[Missed, ...]
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
    def home(self) -> Place:
        """Where the terms of the year are written."""
        place = self.versions[-1].place
        return place.path, place.line

    @property
    def unreported(self) -> bool:
        """Whether the cooperation has not reported the year.

        Where nobody reports by a line of its own, the vouchers are the report.
        """
        statuses = [line.word(1) for line in self.declared[REPORTING]]
        if statuses:
            return MISSING in statuses
        return self.others_report or not self.vouchers

    def is_total(self, line: Line) -> bool:
        """Whether the accounts of a line are one figure for the year, and no vouchers.

        Such a figure is said to be rounded, or stands alone on the year's last day.
        """
        match line.vouchers:
            case [only] if only.day == self.last_day:
                return True
        return is_rounded(line)

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


def is_rounded(line: Line) -> bool:
    """Whether a voucher says that the accounts of a line are rounded."""
    return any(voucher.meta.get(ROUNDED) for voucher in line.vouchers)


def years(
    entries: Entries, shared: Shared, year: int, limit_percent: Decimal
) -> list[Year]:
    """Every cooperation with terms or shares in a year, in the agreements' order."""
    agreement = shared.agreement
    table: dict[str, list[Line]] = defaultdict(list)
    for line in lines(entries, agreement, year):
        table[line.cooperation].append(line)
    said = _declared(entries, agreement, year)
    behind = vouchers_of(entries, agreement, year)
    accrued: dict[str, Decimal] = defaultdict(Decimal)
    for account, amount in accrued_on(entries, agreement, date(year, 12, 31)).items():
        component = account.removeprefix(f"{agreement.accounts.accrued}:").split(":")[0]
        accrued[component] -= amount
    warned = grant_warnings(entries, agreement, date(year, 12, 31))
    corrections = statement.corrections(entries)
    closed = {c.cooperation.slug for c in shared.closed if c.year == year}
    is_over = has_ended(entries, year)
    left = [
        found
        for found in unsettled(entries, agreement, year)
        if found.payer or found.cooperation not in closed
    ]
    written = claims(entries, agreement)
    missed = missed_instalments(entries, shared, written, last_day(entries), [year])

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
                kind: tuple(said.get((cooperation.account, kind), ()))
                for kind in DECLARATIONS
            },
            tuple(behind.get(cooperation.account, ())),
            any(kind == REPORTING for _, kind in said),
            accrued[cooperation.account],
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
            tuple(m for m in missed if m.first.cooperation.slug == slug),
            is_over or slug in closed,
        )
        for slug, cooperation in agreement.cooperations.items()
        if is_of_year(cooperation, shared.results, year)
    ]


def has_ended(entries: Entries, year: int) -> bool:
    """Whether the books have come to the last day of a year.

    A voucher, an asserted balance, a report or an answer of that day or later tells it.
    """
    last = date(year, 12, 31)
    return last_day(entries) >= last or any(
        line.day >= last for line in declared(entries, REPORTING, ANSWER)
    )


def _declared(
    entries: Entries, agreement: Agreement, year: int
) -> dict[tuple[str, str], list[Declared]]:
    """What is declared of a year, by the cooperation's account component and kind."""
    found: dict[tuple[str, str], list[Declared]] = defaultdict(list)
    for line in declared(entries, *DECLARATIONS):
        if line.day.year == year:
            name = line.word(0)
            known = agreement.cooperations.get(name)
            account = known.account if known else owner_of(name)
            found[account, line.kind].append(line)
    return found
