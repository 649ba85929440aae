"""What stands in front beside the shares: open claims by age.

Claims of all years that are open on the report's day are here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.due_tables import ages_table
from fellesbok.messages import Text
from fellesbok.report.panel import Panel
from fellesbok.report.panel import panel_of
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Line

if TYPE_CHECKING:
    from fellesbok.report.gather import Year

METHOD = "metode-krav"


def open_claims(year: Year) -> Panel | None:
    """What is open of each payer, by how long ago it fell due."""
    seen = year.position.claims
    if not any(not item.is_internal for item in seen.claims.items):
        return None
    items = [item for item in seen.open if not item.is_internal]
    loose = [each for each in seen.loose if each.payer and not each.is_internal]
    table = ages_table(items, loose, year.payers)
    if len(table.lines) == 1:
        nothing = (BLANK,) * (len(table.columns) - 1)
        line = Line((Cell(Text("Ingen krav er åpne.")), *nothing))
        table = replace(table, lines=(line,))
    note = Text(
        "Det som er krevd og ikke betalt til og med {day}, etter hvor mange dager det"
        " er siden det forfalt. Det som er til gode, er trukket fra i summen og er"
        " aldri forfalt. En vertskommunes interne nota er ikke med.",
        day=year.position.day,
    )
    named = replace(table, name="aapne-krav", note=note)
    return panel_of(named, lambda _: METHOD, notes=seen.notes)
