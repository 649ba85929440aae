"""What is incurred and has not come (*påløpt og ikke mottatt*), and since when.

A cooperation that has not reported says so itself; here are invoices and claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import Awaited
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.model import NOT_STATED
from fellesbok.report.model import Source
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import summed
from fellesbok.report.sources import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.accruals.cutoff import Lacking
    from fellesbok.agreement.model import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

AWAITED = {
    Awaited.INVOICE: Text("faktura"),
    Awaited.REFUND: Text("refusjonskrav"),
}


def accrued_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """What the cooperation waits for on the report's day."""
    found = [
        row
        for row in year.position.lacking
        if row.cooperation == cooperation and row.awaited in AWAITED
    ]
    if not found:
        return None
    title = Text("Påløpt og ikke mottatt")
    href = _sources(title, found, year, sources)
    rows = [_row(row, href) for row in found]
    if len(rows) > 1:
        rows.append(summed(rows, href))
    return Panel(
        anchor=f"paaloept-{cooperation.slug}",
        title=title,
        texts=(Text("Mangler"), Text("Fra hvem"), Text("Hva"), Text("Siden")),
        figures=(Text("Beløp"),),
        rows=tuple(rows),
        notes=(
            Text(
                "Arbeid som er utført, og utgifter andre har hatt, uten at faktura"
                " eller krav var kommet {day}.",
                day=year.position.day,
            ),
        ),
    )


def _row(row: Lacking, href: str) -> PanelRow:
    sender = row.sender or Text("ikke oppgitt")
    amount = NOT_STATED if row.amount is None else figure(row.amount, href)
    return PanelRow((AWAITED[row.awaited], sender, row.text, row.since), (amount,))


def _sources(title: str, found: Sequence[Lacking], year: Year, sources: Sources) -> str:
    """Where each is written in the books."""
    written = [
        Source(
            anchor=f"paaloept-kilde-{sources.cooperation.slug}-{number}",
            kind=Text("Påløpt"),
            number="",
            day=row.since,
            text=row.text,
            amount=row.amount,
            unit="",
            place=year.place(*row.place),
            quote=quoted(row.quote, row.source),
            remarks=(),
        )
        for number, row in enumerate(found, 1)
    ]
    return sources.add(title, written)
