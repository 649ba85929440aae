"""Which vouchers of years before a year's settlement rests on, and what they lack.

Years before that nobody was claimed for are asked for with the year, and a project's
years with its last; so their vouchers must be attested as well.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.lacking import RestsOn
from fellesbok.approvals.lacking import approvals_behind
from fellesbok.approvals.lacking import lacking_of
from fellesbok.claims.unclaimed import Accounts
from fellesbok.claims.written import claims
from fellesbok.claims.years_held import last_shared
from fellesbok.claims.years_held import since_even
from fellesbok.entries.days import last_day
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries


def rests_on(last: Mapping[int, date], end: date, host: str) -> tuple[RestsOn, ...]:
    """The vouchers behind what a host asks for at the end of a period, year by year.

    Args:
        last: The years whose shares are asked for, each with the last day of those.
        end: The last day of the period.
        host: Slug of the host.
    """
    years = sorted(last.items())
    return tuple(RestsOn(year, end, until, host) for year, until in years)


def lacking_before(
    entries: Entries,
    agreement: Agreement,
    year: int,
    cooperations: Iterable[Cooperation],
) -> Iterator[Text]:
    """What else lacks attestation that a year's settlement will rest on.

    Args:
        entries: The books, with what is generated.
        agreement: The agreements.
        year: The year.
        cooperations: Those that are asked about.
    """
    of = [c for c in cooperations if any(v.approval for v in c.versions)]
    if not of:
        return
    last = date(year, 12, 31)
    seen_from = max(last, last_day(entries))
    accounts = Accounts(entries, agreement, claims(entries, agreement), seen_from)
    for cooperation in of:
        parts: set[RestsOn] = set()
        for each in accounts.of_year(cooperation, year, last):
            of_years = rests_on(
                last_shared(since_even(each.moved)), each.end, each.host or ""
            )
            parts.update(part for part in of_years if part.year < year)
        behind = approvals_behind(entries, agreement, cooperation.slug, parts)
        found, _ = lacking_of(behind, Step.CLAIM)
        if found:
            years = sorted({each.year for each in found})
            vouchers = [each.number or str(each.voucher.day) for each in found]
            yield Text(
                "{cooperation}: avregningen for {year} hviler også på bilag fra år før"
                " som ikke er krevd, og som mangler noe: {vouchers}. Se {commands}.",
                cooperation=cooperation.title,
                year=year,
                vouchers=", ".join(dict.fromkeys(vouchers)),
                commands=", ".join(f"«fellesbok approvals {y}»" for y in years),
            )
