"""What stands in front beside the shares: open claims by age, and what is due when.

Claims of all years that are open on the report's day are here, and every deadline of a
grant from the report's year on.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims import ClaimKind
from fellesbok.deadlines import DeadlineKind
from fellesbok.deadlines import deadlines
from fellesbok.messages import Text
from fellesbok.report.model import BLANK
from fellesbok.report.model import figure
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import summed
from fellesbok.report.panel import with_sum

if TYPE_CHECKING:
    from fellesbok.claim_items import ClaimItem
    from fellesbok.deadlines import Due
    from fellesbok.report.gather import Year

HEADS = (
    Text("Skal betales ut"),
    Text("Ikke forfalt"),
    Text("1–30 dager"),
    Text("31–60 dager"),
    Text("61–90 dager"),
    Text("Over 90 dager"),
    Text("Sum"),
)
METHOD = "metode-krav"


def open_claims(year: Year) -> Panel | None:
    """What is open of each payer, by how long ago it fell due."""
    claims = [c for c in year.position.claims if c.claim.kind is not ClaimKind.INTERNAL]
    if not claims:
        return None
    rows = []
    for payer in year.payers:
        mine = [c for c in claims if c.claim.payer.slug == payer.slug and c.remaining]
        sums: dict[int, Decimal] = {}
        for item in mine:
            column = _column(item)
            sums[column] = sums.get(column, Decimal(0)) + item.remaining
        if mine:
            cells = [figure(sums.get(n), METHOD) for n in range(len(HEADS) - 1)]
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
                " dager det er siden det forfalt. En vertskommunes interne nota er"
                " ikke med.",
                day=year.position.day,
            ),
        ),
    )


def _column(item: ClaimItem) -> int:
    """Which column an open claim is in; the first is of money to the payer."""
    return 0 if item.remaining < 0 else 1 + item.age


def grant_deadlines(year: Year) -> Panel | None:
    """The deadlines of grants, from the first day of the year."""
    found = [d for d in deadlines(year.agreement) if d.day.year >= year.number]
    titles = {c.slug: c.title for c in year.agreement.cooperations.values()}
    rows = [
        PanelRow(
            (
                due.day,
                due.text,
                due.title,
                titles[due.cooperation],
                deadline_state(due, year),
            ),
            (),
        )
        for due in found
    ]
    if not rows:
        return None
    return Panel(
        anchor="frister",
        title=Text("Frister for tilskudd"),
        texts=(
            Text("Frist"),
            Text("Hva"),
            Text("Tilskudd"),
            Text("Samarbeid"),
            Text("Status"),
        ),
        figures=(),
        rows=tuple(rows),
        notes=(Text("Regnet fra {day}.", day=year.position.day),),
    )


def deadline_state(due: Due, year: Year) -> Text:
    """Whether a deadline is met, or how far away it is."""
    if due.done is not None and not due.is_open_on(year.position.day):
        return Text("gjort {day}", day=due.done)
    days = (due.day - year.position.day).days
    if days >= 0:
        return Text("{days} dager igjen", days=days)
    if due.kind is DeadlineKind.PERIOD_END:
        return Text("over")
    return Text("{days} dager over fristen", days=-days)
