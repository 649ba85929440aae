"""The rows of the tables about claims that people ask in the query language.

As in ``query_rows`` everything is read from the entries that are given, which may be a
part of the books.  Only a payment plan comes from what the plugin kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.records import open_claim
from fellesbok.claims.records import planned_instalments
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.written import claims as claims_of
from fellesbok.entries.days import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared

Row = tuple[Any, ...]


def claims(entries: Entries, shared: Shared) -> Iterator[Row]:
    """Every claim and credit note, as it was written."""
    for claim in claims_of(entries, shared.agreement):
        yield (
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


def outstanding_claims(entries: Entries, shared: Shared) -> Iterator[Row]:
    """What is left of each claim on the last day that something is written.

    The query language takes a table whose name begins with ``open`` for something else.
    """
    on = last_day(entries)
    seen = outstanding(entries, shared.agreement, on)
    for item in seen.open:
        row = open_claim(item, seen)
        yield (
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


def payment_plan(entries: Entries, shared: Shared) -> Iterator[Row]:
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
                yield (
                    row.year,
                    row.cooperation,
                    row.instalment,
                    row.instalments,
                    row.due,
                    row.municipality,
                    row.amount,
                    row.claim,
                    row.settled,
                )
