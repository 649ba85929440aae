"""A fund and its owners, and what is put in without money (*fond og egeninnsats*).

The owners' parts are the fund, before and after every movement; work is counted in what
it is measured in and never stands in a sum of money.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_equal
from fellesbok.contradictions import must_hold
from fellesbok.grants.in_kind import VALUED
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.model import NOT_VALUED
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import summed
from fellesbok.sharing.assumed_terms import surplus_is_assumed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.funds.history import FundYear
    from fellesbok.grants.in_kind import InKind
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

MOVEMENTS = (
    ("opening", Text("Ved årets begynnelse"), 1),
    ("set_aside", Text("Avsatt"), 1),
    ("paid_in", Text("Innbetalt"), 1),
    ("used", Text("Brukt"), -1),
    ("transferred", Text("Overført"), 1),
    ("paid_out", Text("Utbetalt"), -1),
    ("booked", Text("Ført for hånd"), 1),
    ("closing", Text("Ved årets slutt"), 1),
)
"""The columns by their names in ``fund_history``, and the signs they are shown with."""

ENDS = {"opening", "closing"}


def fund_panel(year: Year, cooperation: Cooperation, sources: Sources) -> Panel | None:
    """Whose the fund is: every row adds up across, and every column down."""
    owners = year.position.funds.get(cooperation.account, ())
    owners = [o for o in owners if any(getattr(o, n) for n, _, _ in MOVEMENTS)]
    if not owners:
        return None
    shown = [
        movement
        for movement in MOVEMENTS
        if movement[0] in ENDS or any(getattr(o, movement[0]) for o in owners)
    ]
    links = {owner.payer: _sources(owner, sources) for owner in owners}
    rows = []
    for payer in year.payers:
        for owner in (o for o in owners if o.payer == payer.account):
            amounts = [sign * getattr(owner, name) + 0 for name, _, sign in shown]
            must_equal(
                "Bevegelsene og det {payer} eier av fondet,",
                sum(amounts[:-1], Decimal(0)),
                amounts[-1],
                payer=payer.name,
            )
            cells = tuple(figure(amount, links[owner.payer]) for amount in amounts)
            rows.append(PanelRow((payer.name,), cells))
    if not rows:  # nobody that the agreements know
        return None
    total = summed(rows, sources.anchor)
    fund = sum((owner.closing for owner in owners), Decimal(0))
    whole = total.cells[-1].value
    must_hold(
        "Eiernes deler og fondet til {cooperation}",
        whole == fund,
        cooperation=cooperation.title,
    )
    return Panel(
        anchor=f"fond-{cooperation.slug}",
        title=Text("Fond"),
        texts=(Text("Eier"),),
        figures=tuple(label for _, label, _ in shown),
        rows=(*rows, total),
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
