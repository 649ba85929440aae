"""Whether the report is preliminary or final, and what has come since (*status*).

It is final when every cooperation with vouchers in the year is closed.  What comes
later is told openly: it is carried forward and changes nothing that was claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.closing.tables import closed_table
from fellesbok.closing.tables import corrected
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.report.anchors import OF_CLOSED_YEARS
from fellesbok.report.anchors import leading
from fellesbok.report.noted_table import panel_of
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.entries.records import Entries
    from fellesbok.report.noted_table import Panel
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Correction


@frozen
class Status:
    """How far a year has come.

    Attributes:
        text: One sentence for the front page.
        panel: The cooperations one by one, where any is closed.
    """

    text: Text
    panel: Panel | None


def status(entries: Entries, shared: Shared, year: int) -> Status:
    """Whether a year is closed, and what has been corrected since."""
    closed = {c.cooperation.slug: c for c in shared.closed if c.year == year}
    late = [c for c in statement.corrections(entries) if c.year == year]
    with_vouchers = {r.cooperation.slug for r in shared.results if r.year == year}
    of_year = with_vouchers | closed.keys()
    table = closed_table(closed, of_year, late, shared)
    is_open = with_vouchers - closed.keys()
    if is_open or not closed:
        text = Text(
            "Foreløpig rapport: {closed} av {count} samarbeid med bilag er avsluttet"
            " for {year}.",
            closed=len(closed),
            count=len(of_year),
            year=year,
        )
    else:
        last = max(of_one.day for of_one in closed.values())
        text = _final(year, last, late, shared)
    panel = panel_of(table, leading(OF_CLOSED_YEARS)) if closed else None
    return Status(text, panel)


def _final(year: int, day: date, late: Sequence[Correction], shared: Shared) -> Text:
    """What a final report says of itself."""
    if not late:
        return Text("Endelig rapport: {year} ble avsluttet {day}.", year=year, day=day)
    return Text(
        "Endelig rapport: {year} ble avsluttet {day}. Det som er kommet siden, er ført"
        " videre som {count} korreksjoner, til sammen {corrected} kr, og endrer ikke"
        " det som er krevd.",
        year=year,
        day=day,
        count=len(late),
        corrected=corrected(late, shared),
    )
