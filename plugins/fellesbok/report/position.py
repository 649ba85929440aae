"""What has become of claims and grants by the day that the report is seen from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import cutoff
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.claims.tied import first_unknown
from fellesbok.frozen import frozen
from fellesbok.funds.records import owned_funds
from fellesbok.grants.in_kind import in_kind
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.grants.warnings import grant_warnings
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.accruals.cutoff import Lacking
    from fellesbok.claims.reminders import Outstanding
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.records import Entries
    from fellesbok.funds.records import OwnedFund
    from fellesbok.grants.in_kind import InKind
    from fellesbok.grants.standing import GrantStand
    from fellesbok.grants.standing import GrantYear
    from fellesbok.grants.warnings import GrantWarning
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Correction


@frozen
class Position:
    """What has become of claims and grants.

    Attributes:
        day: The day that it is seen from.
        accounts: What has become of the year's shares, by the cooperation's account
            component.
        claims: The claims of all years, and what is open of them.
        grants: Each grant's years until the end of the report's, by slug.
        stands: Where each grant stands at that end, also without years, by slug.
        warnings: What is urgent with grants.
        funds: Whose each fund is in the year, by the cooperation's slug.
        in_kind: What is put in without money in the year, by the cooperation's account
            component.
        corrections: What is carried out of the year, or into it.
        lacking: What has not come, the oldest first.
    """

    day: date
    accounts: Mapping[str, Sequence[ShareAccount]]
    claims: Outstanding
    grants: Mapping[str, Sequence[GrantYear]]
    stands: Mapping[str, GrantStand]
    warnings: Sequence[GrantWarning]
    funds: Mapping[str, OwnedFund]
    in_kind: Mapping[str, Sequence[InKind]]
    corrections: Sequence[Correction]
    lacking: Sequence[Lacking]


def position(
    entries: Entries,
    shared: Shared,
    year: int,
    day: date | None = None,
) -> Position:
    """What has become of a year's claims and grants.

    Args:
        entries: The books.
        shared: What the plugin kept.
        year: The year of the report.
        day: The day that it is seen from; otherwise the last day that something of the
            year's claims is written on or that it is closed with, but not before the
            year is over.
    """
    agreement = shared.agreement
    rows = [a for a in share_accounts(entries, agreement, day) if a.year == year]
    if day is None:
        written = [m.voucher.day for of in rows for m in of.movements]
        closed = [c.day for c in shared.closed if c.year == year]
        day = max([date(year, 12, 31), *written, *closed])
    accounts: dict[str, list[ShareAccount]] = defaultdict(list)
    for account in rows:
        accounts[account.cooperation.account].append(account)
    grants: dict[str, list[GrantYear]] = defaultdict(list)
    year_end = date(year, 12, 31)
    for row in grant_years(entries, agreement, year_end):
        grants[row.grant.slug].append(row)
    work: dict[str, list[InKind]] = defaultdict(list)
    for put_in in in_kind(entries, agreement, year):
        work[put_in.cooperation].append(put_in)
    return Position(
        day=day,
        accounts=accounts,
        claims=outstanding(
            entries, agreement, day, unknown=first_unknown(entries, shared)
        ),
        grants=grants,
        stands={s.grant.slug: s for s in grant_stands(entries, agreement, year_end)},
        warnings=grant_warnings(entries, agreement, day),
        funds={
            fund.slug: fund
            for fund in owned_funds(entries, agreement, year)
            if fund.slug
        },
        in_kind=work,
        corrections=[
            c for c in statement.corrections(entries) if year in {c.year, c.day.year}
        ],
        lacking=cutoff(entries, agreement, year, day),
    )
