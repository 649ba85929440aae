"""What each payer bears of a year in all (*i alt*), with budgets and funds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.budgets.part_tables import page_of_payer
from fellesbok.budgets.tables import BUDGET_SHARE
from fellesbok.frozen import frozen
from fellesbok.funds.tables import OWNED_OF_YEAR
from fellesbok.messages import Text
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import PER_INHABITANT
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import INTERNAL
from fellesbok.sharing.tables import LATER
from fellesbok.sharing.tables import PAYER
from fellesbok.sharing.tables import TO_PAY
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables.targets import Statement
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import SUM
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import added
from fellesbok.tables.values import total_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Payer
    from fellesbok.sharing.statement import Share

NAME = "kommuner"
NOTHING = Decimal("0.00")
KRONER = (PAYER, BUDGET_SHARE, TOTAL, INTERNAL, LATER, TO_PAY, OWNED_OF_YEAR)
PEOPLE = (INHABITANTS, PER_INHABITANT)


@frozen
class InAll:
    """What one payer has of a year.

    Attributes:
        payer: Who.
        shares: What it is charged.
        budgeted: Its part of each budget in kroner, and what a reader must know of it.
        owned: What the year adds to its parts of funds, one by one.
        people: Its inhabitants, or ``None`` where they are not known.
    """

    payer: Payer
    shares: Sequence[Share]
    budgeted: Sequence[tuple[Decimal, tuple[str, ...]]]
    owned: Sequence[Decimal]
    people: int | None


def in_all_table(found: Sequence[InAll], year: int) -> Table:
    """A line for each payer, and the sums; inhabitants where any are known."""
    lines = [_line(each, year) for each in found]
    columns = (*KRONER, *PEOPLE)
    people = [each.people for each in found if each.people is not None]
    sums = total_line(SUM, lines, columns).cells[: len(KRONER)]
    # What is rounded for each is not added up.
    count = Cell(sum(people)) if people else BLANK
    lines.append(Line((*sums, count, BLANK), role="total"))
    table = Table(
        NAME,
        Text("Andeler i alt per betaler, kroner"),
        columns,
        tuple(lines),
        Text(
            "En vertskommunes egen andel er intern og blir ikke til et krav."
            " Kroner per innbygger er avrundet til hele øre."
        ),
    )
    return table if people else table.narrowed(column.name for column in KRONER)


def _line(each: InAll, year: int) -> Line:
    """A payer; its own share as host is no claim."""
    parts = parts_of(each.shares)
    total, to = parts.total or NOTHING, Statement(each.payer.slug, str(year))
    budget = added(amount for amount, _ in each.budgeted)
    known = dict.fromkeys(mark for _, marks in each.budgeted for mark in marks)
    told = parts.internal or None, parts.later or None, parts.now or NOTHING
    amounts = (total, *told, added(each.owned))
    plan = page_of_payer(each.payer)
    rounded = per_inhabitant(total, each.people) if each.people else None
    return Line(
        (
            Cell(each.payer.name),
            BLANK if budget is None else Cell(budget, plan, marks=tuple(known)),
            *(BLANK if amount is None else Cell(amount, to) for amount in amounts),
            Cell(each.people),
            Cell(rounded),
        ),
        key=each.payer.slug,
    )
