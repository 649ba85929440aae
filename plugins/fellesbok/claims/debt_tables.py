"""What each payer owes, as a table: a line each, with the sums that they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.owed import claims_page
from fellesbok.claims.tables import OVERDUE
from fellesbok.claims.unpaid import UNPAID
from fellesbok.messages import Text
from fellesbok.sharing.tables import INTERNAL
from fellesbok.sharing.tables import LATER
from fellesbok.sharing.tables import PAYER
from fellesbok.sharing.tables import TO_PAY
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.claims.owed import Owed

LEFT = Column(UNPAID, Kind.MONEY, "unpaid")
COLUMNS = (PAYER, TO_PAY, LATER, INTERNAL, LEFT, OVERDUE)
NOT_ALWAYS = {LATER.name, INTERNAL.name, LEFT.name, OVERDUE.name}


def each_owes_table(found: Sequence[Owed], period: str) -> Table:
    """What each is to pay of a period, and what is claimed of it and not paid.

    Args:
        found: What each owes.
        period: The period, as it is written.
    """
    lines = [_line(each) for each in found]
    lines.append(total_line(SUM, lines, COLUMNS))
    title = Text("Hva hver betaler skylder for {period}, kroner", period=period)
    table = Table("skyldig", title, COLUMNS, tuple(lines))
    return table.where_used(NOT_ALWAYS)


def _line(each: Owed) -> Line:
    parts, unpaid = each.parts, each.unpaid
    statement = Statement(each.payer.slug, each.period)
    return Line(
        (
            Cell(each.payer.name, statement),
            Cell(parts.now, statement),
            Cell(parts.later),
            Cell(parts.internal),
            BLANK if unpaid is None else Cell(unpaid.amount, claims_page(each.payer)),
            BLANK if unpaid is None else Cell(unpaid.overdue),
        )
    )
