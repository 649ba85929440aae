"""What is charged for a year as a table: in all, a host's own part, and what is due.

A line for each payer, or for each cooperation of one payer; the parts are told where
there are any.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.messages import Text
from fellesbok.sharing.matrix_tables import PER_INHABITANT
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import INTERNAL
from fellesbok.sharing.tables import LATER
from fellesbok.sharing.tables import PAYER
from fellesbok.sharing.tables import TO_PAY
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import total_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.sharing.records import Parts
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.targets import Target

NOTHING = Decimal("0.00")
FIGURES = (TOTAL, INTERNAL, LATER, TO_PAY)
NOT_ALWAYS = {INTERNAL.name, LATER.name, PER_INHABITANT.name}


def owed_by_payers(
    shares: Sequence[Share],
    payers: Iterable[Payer],
    people: Mapping[str, int],
    year: int,
) -> Table:
    """What each payer is charged in all.

    Args:
        shares: Those of the year.
        payers: Those who stand in the table, in their order.
        people: Inhabitants by slug, of those that have any.
        year: The year.
    """
    lines = []
    for payer in payers:
        ours = [share for share in shares if share.municipality == payer.name]
        to = targets.Statement(payer.slug, str(year))
        each, parts = BLANK, parts_of(ours)
        if payer.slug in people and parts.total is not None:
            each = Cell(per_inhabitant(parts.total, people[payer.slug]), to)
        lines.append(Line((Cell(payer.name), *amounts_of(parts, to), each)))
    columns = (PAYER, *FIGURES, PER_INHABITANT)
    # What is rounded for each is not added up.
    sums = total_line(SUM, lines, columns).cells[:-1]
    lines.append(Line((*sums, BLANK), role="total"))
    title = Text("Hva hver betaler bærer, {year}, kroner", year=year)
    table = Table("andeler-kort", title, columns, tuple(lines))
    return table.where_used(NOT_ALWAYS)


def owed_to_cooperations(
    shares: Sequence[Share], payer: Payer, agreement: Agreement, year: int
) -> Table:
    """What one payer is charged by each cooperation.

    Args:
        shares: Those of the year, of whomever.
        payer: Who it is about.
        agreement: What the cooperations are called, in their order.
        year: The year.
    """
    own = [share for share in shares if share.municipality == payer.name]
    lines = []
    for cooperation in agreement.cooperations.values():
        ours = [share for share in own if share.cooperation == cooperation.account]
        if ours:
            to = targets.Explanation(cooperation.slug, payer.slug, str(year))
            amounts = amounts_of(parts_of(ours), to)
            lines.append(Line((Cell(cooperation.title), *amounts)))
    columns = (COOPERATION, *FIGURES)
    lines.append(total_line(SUM, lines, columns))
    title = Text("Hva {payer} bærer, {year}, kroner", payer=payer.name, year=year)
    return Table("andeler-kort", title, columns, tuple(lines)).where_used(NOT_ALWAYS)


def amounts_of(parts: Parts, to: Target) -> tuple[Cell, ...]:
    """What shares come to, as ``FIGURES``; blank where there is no such share.

    Who is charged, and has nothing to pay for the period, pays 0 for it.
    """
    now = parts.now if parts.total is None else parts.now or NOTHING
    found = (parts.total, parts.internal, parts.later, now)
    return tuple(BLANK if amount is None else Cell(amount, to) for amount in found)
