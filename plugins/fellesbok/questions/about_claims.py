"""The rows of the tables about claims that people ask in the query language.

As in ``about_years`` everything is read from the entries that are given, which may be a
part of the books.  Only a payment plan comes from what the plugin kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.records import open_claim
from fellesbok.claims.records import planned_instalments
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.written import claims as claims_of
from fellesbok.entries.days import last_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.claims.records import PlannedInstalment
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


class ClaimAsWritten(NamedTuple):
    """A claim or a credit note."""

    year: int
    claim: str
    kind: str
    cooperation: str
    municipality: str
    host: str
    period: str
    instalment: str | None
    date: dt.date
    due: dt.date
    amount: Decimal
    set_off: Decimal
    received: Decimal
    tax: Decimal
    kid: str | None
    credits: str | None
    reason: str | None


def claims(entries: Entries, shared: Shared) -> Iterator[ClaimAsWritten]:
    """Every claim and credit note, as it was written."""
    for claim in claims_of(entries, shared.agreement):
        yield ClaimAsWritten(
            int(claim.period[:4]),
            claim.id,
            claim.kind.value,
            claim.cooperation.account,
            claim.payer.name,
            claim.host.name,
            claim.period,
            claim.instalment or None,
            claim.day,
            claim.due,
            claim.amount,
            claim.laid_out,
            claim.received,
            claim.tax,
            claim.kid or None,
            claim.credits or None,
            claim.reason or None,
        )


class OutstandingClaim(NamedTuple):
    """What is left of a claim."""

    year: int
    claim: str
    kind: str
    cooperation: str
    municipality: str
    host: str
    date: dt.date
    due: dt.date
    amount: Decimal
    credited: Decimal
    paid: Decimal
    remaining: Decimal
    days_overdue: int
    overdue: Decimal
    credit: Decimal
    to_remind: Decimal
    remind: bool
    on: dt.date


def outstanding_claims(entries: Entries, shared: Shared) -> Iterator[OutstandingClaim]:
    """What is left of each claim on the last day that something is written.

    The query language takes a table whose name begins with ``open`` for something else.
    """
    on = last_day(entries)
    seen = outstanding(entries, shared.agreement, on)
    for item in seen.open:
        row = open_claim(item, seen)
        yield OutstandingClaim(
            int(row.period[:4]),
            row.claim,
            row.kind,
            row.cooperation,
            row.municipality,
            row.host,
            row.date,
            row.due,
            row.amount,
            row.credited,
            row.paid,
            row.remaining,
            row.days_overdue,
            row.credit + row.to_remind,
            row.credit,
            row.to_remind,
            row.remind,
            row.on,
        )


def payment_plan(entries: Entries, shared: Shared) -> Iterator[PlannedInstalment]:
    """Payments on account of every year that has a budget, accounts or claims."""
    found = claims_of(entries, shared.agreement)
    years = {result.year for result in (*shared.results, *shared.budget_results)}
    years |= {int(claim.period[:4]) for claim in found}
    slug = shared.reader
    reader = None if slug is None else shared.agreement.payer(slug).name
    for year in sorted(years):
        plans = payment_plans(shared, found, year)
        for row in planned_instalments(plans, shared.agreement):
            if reader in {None, row.municipality}:
                yield row
