"""A fund and its owners, and what is put in without money (*fond og egeninnsats*).

The owners' parts are the fund, before and after every movement; work is counted in what
it is measured in and never stands in a sum of money.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import surplus_is_assumed
from fellesbok.funds.tables import AMOUNTS
from fellesbok.funds.tables import OF_A_YEAR
from fellesbok.funds.tables import owners_table
from fellesbok.grants.in_kind_tables import OF_A_YEAR as OF_A_YEARS_WORK
from fellesbok.grants.in_kind_tables import in_kind_table
from fellesbok.grants.in_kind_tables import is_value
from fellesbok.messages import Text
from fellesbok.report.anchors import among
from fellesbok.report.noted_table import panel_of
from fellesbok.tables.targets import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Place
    from fellesbok.entries.records import Voucher
    from fellesbok.funds.history import FundYear
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.sources import Sources


def fund_panel(year: Year, cooperation: Cooperation, sources: Sources) -> Panel | None:
    """Whose the fund is; who neither owned nor moved anything is left out."""
    fund = year.position.funds.get(cooperation.slug)
    if fund is None:
        return None
    reader = year.reader
    owners = [
        row
        for row in fund.years
        if any(getattr(row, n) for n in AMOUNTS)
        and (reader is None or row.payer == reader.account)
    ]
    if not owners:
        return None
    table = owners_table(replace(fund, years=tuple(owners)), is_whole=reader is None)
    anchors = {
        Account(f"{fund.account}:{row.payer}", str(row.year)): _sources(row, sources)
        for row in owners
    }
    return panel_of(
        table.narrowed(OF_A_YEAR),
        among(anchors, sources.anchor),
        title=Text("Fond"),
        notes=tuple(_fund_notes(year, cooperation)),
    )


def _fund_notes(year: Year, cooperation: Cooperation) -> Iterator[Text]:
    """Whose the money is, and whether that is assumed."""
    yield Text("Pengene i fondet eies av dem som står her.")
    if surplus_is_assumed(cooperation.versions_in(year.number)):
        yield Text("At det ubrukte går til fondet, er antatt.")


def _sources(owner: FundYear, sources: Sources) -> str:
    """What has moved on an owner's account in the year."""
    year = sources.year
    account = f"{year.agreement.accounts.funds}:{owner.cooperation}:{owner.payer}"
    moved = year.fund_moves.get((owner.cooperation, owner.payer), ())
    if not moved:
        return sources.anchor
    return sources.add_amounts(account, moved)


def in_kind_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """What is counted in hours or positions; values that are stated stand above."""
    found = [
        work
        for work in year.position.in_kind.get(cooperation.account, ())
        if not is_value(work, year.agreement)
    ]
    if not found:
        return None
    behind: dict[Account, dict[Place, Voucher]] = defaultdict(dict)
    for work in found:
        vouchers = {voucher.place: voucher for voucher in work.vouchers}
        behind[Account(work.account, str(work.year))] |= vouchers
    anchors = {
        account: sources.add_amounts(
            account.name, [(v, None) for v in found_at.values()]
        )
        for account, found_at in behind.items()
        if found_at
    }
    return panel_of(
        in_kind_table(found, year.agreement, year.units).narrowed(OF_A_YEARS_WORK),
        among(anchors, sources.anchor),
        anchor=f"egeninnsats-{cooperation.slug}",
        title=Text("Egeninnsats"),
    )
