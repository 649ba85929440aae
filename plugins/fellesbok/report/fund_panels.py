"""A fund and its owners, and what is put in without money (*fond og egeninnsats*).

The owners' parts are the fund, before and after every movement; work is counted in what
it is measured in and never stands in a sum of money.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import surplus_is_assumed
from fellesbok.funds.tables import AMOUNTS
from fellesbok.funds.tables import OF_A_YEAR
from fellesbok.funds.tables import owners_table
from fellesbok.grants.in_kind import VALUED
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.model import NOT_VALUED
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import panel_of
from fellesbok.tables.targets import Account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.funds.history import FundYear
    from fellesbok.grants.in_kind import InKind
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources


def fund_panel(year: Year, cooperation: Cooperation, sources: Sources) -> Panel | None:
    """Whose the fund is; who neither owned nor moved anything is left out."""
    fund = year.position.funds.get(cooperation.slug)
    if fund is None:
        return None
    owners = [row for row in fund.years if any(getattr(row, n) for n in AMOUNTS)]
    if not owners:
        return None
    table = owners_table(
        replace(fund, years=tuple(owners)), year.agreement.name_by_account
    )
    anchors = {
        Account(f"{fund.account}:{row.payer}", str(row.year)): _sources(row, sources)
        for row in owners
    }
    return panel_of(
        table.narrowed(OF_A_YEAR),
        lambda target: anchors.get(target, sources.anchor),
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
    stated = f"{year.currency}.{VALUED}"
    rows = [
        row
        for row in year.position.in_kind.get(cooperation.account, ())
        if row.unit != stated
    ]
    if not rows:
        return None
    return Panel(
        anchor=f"egeninnsats-{cooperation.slug}",
        title=Text("Egeninnsats"),
        texts=(Text("Hvem"), Text("Enhet")),
        figures=(Text("Planlagt"), Text("Utført"), Text("Verdi i kroner")),
        rows=tuple(_in_kind(rows, year, sources)),
        notes=(
            Text(
                "Arbeid og annet som er lagt inn uten penger. Verdien er mengden ganger"
                " prisen den dagen; den er ikke med i noen sum og blir aldri krevd."
            ),
        ),
    )


def _in_kind(rows: Sequence[InKind], year: Year, sources: Sources) -> list[PanelRow]:
    names = {payer.account: payer.name for payer in year.payers}
    found = []
    for row in rows:
        behind = [(voucher, None) for voucher in row.vouchers]
        href = sources.add_amounts(row.account, behind) if behind else sources.anchor
        value = figure(row.value, href) if row.value is not None else NOT_VALUED
        party = names.get(row.party, row.party.replace("-", " "))
        unit = year.unit(row.unit)
        cells = (figure(row.planned, href), figure(row.quantity, href), value)
        found.append(PanelRow((party, unit), cells))
    return found
