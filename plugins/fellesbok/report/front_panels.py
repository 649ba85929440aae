"""What stands in front beside the shares: open claims by age, and what is due when.

Claims of all years that are open on the report's day are here, and every deadline of a
grant from the report's year on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import OF_ONE_DAY
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import deadlines
from fellesbok.claims.reminders import AGES_HEADS
from fellesbok.claims.reminders import ages
from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import figure
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import panel_of
from fellesbok.report.panel import summed
from fellesbok.report.panel import with_sum

if TYPE_CHECKING:
    from fellesbok.report.gather import Year

HEADS = (*AGES_HEADS[:-1], Text("Sum"))
METHOD = "metode-krav"


def open_claims(year: Year) -> Panel | None:
    """What is open of each payer, by how long ago it fell due."""
    seen = year.position.claims
    if not any(not item.is_internal for item in seen.claims.items):
        return None
    rows = []
    for payer in year.payers:
        items = [i for i in seen.open if i.claim.payer == payer and not i.is_internal]
        loose = [e for e in seen.loose if e.payer == payer and not e.is_internal]
        if items or loose:
            found = ages(items, loose)
            amounts = (*found.overdue, -found.credit)
            cells = [figure(amount or None, METHOD) for amount in amounts]
            rows.append(with_sum(PanelRow((payer.name,), tuple(cells)), METHOD))
    if not rows:
        nothing = tuple(BLANK for _ in HEADS)
        rows = [PanelRow((Text("Ingen krav er åpne."),), nothing)]
    elif len(rows) > 1:
        rows.append(summed(rows, METHOD))
    return Panel(
        anchor="aapne-krav",
        title=Text("Åpne krav"),
        texts=(Text("Betaler"),),
        figures=HEADS,
        rows=tuple(rows),
        notes=(
            Text(
                "Det som er krevd og ikke betalt til og med {day}, etter hvor mange"
                " dager det er siden det forfalt. Det som er til gode, er trukket fra i"
                " summen og er aldri forfalt. En vertskommunes interne nota er ikke"
                " med.",
                day=year.position.day,
            ),
            *seen.notes,
        ),
    )


def grant_deadlines(year: Year) -> Panel | None:
    """The deadlines of grants, from the first day of the year."""
    found = [d for d in deadlines(year.agreement) if d.day.year >= year.number]
    if not found:
        return None
    table = deadlines_table(found, year.agreement, year.position.day)
    return panel_of(
        table.narrowed(OF_ONE_DAY),
        lambda _: "",
        title=Text("Frister for tilskudd"),
        notes=(Text("Regnet fra {day}.", day=year.position.day),),
    )
