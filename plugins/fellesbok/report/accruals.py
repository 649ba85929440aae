"""What is incurred and has not come (*påløpt og ikke mottatt*), and since when.

A cooperation that has not reported says so itself; here are invoices and claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import Awaited
from fellesbok.accruals.tables import OF_A_COOPERATION
from fellesbok.accruals.tables import cutoff_table
from fellesbok.accruals.tables import with_sum
from fellesbok.messages import Text
from fellesbok.report.anchors import always
from fellesbok.report.contents import Source
from fellesbok.report.noted_table import panel_of
from fellesbok.report.sources import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.accruals.cutoff import Lacking
    from fellesbok.agreement import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.sources import Sources

AWAITED = frozenset({Awaited.INVOICE, Awaited.REFUND})


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
    table = with_sum(cutoff_table(found, str).narrowed(OF_A_COOPERATION))
    href = _sources(table.title, found, year, sources)
    return panel_of(
        table,
        always(href),
        anchor=f"paaloept-{cooperation.slug}",
        notes=(
            Text(
                "Arbeid som er utført, og utgifter andre har hatt, uten at faktura"
                " eller krav var kommet {day}.",
                day=year.position.day,
            ),
        ),
    )


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
