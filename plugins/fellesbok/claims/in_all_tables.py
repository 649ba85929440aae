"""What each payer bears of a year in all (*i alt*), with budgets and funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.budgets.part_tables import not_in_sums
from fellesbok.budgets.part_tables import page_of_payer
from fellesbok.budgets.tables import BUDGET_SHARE
from fellesbok.frozen import frozen
from fellesbok.funds.tables import OWNED_OF_YEAR
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import PER_INHABITANT
from fellesbok.sharing.owed_tables import FIGURES
from fellesbok.sharing.owed_tables import amounts_of
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import PAYER
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables import total_line
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Payer
    from fellesbok.budgets.records import Part
    from fellesbok.sharing.statement import Share

NAME = "kommuner"
KRONER = (PAYER, BUDGET_SHARE, *FIGURES, OWNED_OF_YEAR)
PEOPLE = (INHABITANTS, PER_INHABITANT)


@frozen
class InAll:
    """What one payer has of a year.

    Attributes:
        payer: Who.
        shares: What it is charged.
        budgeted: Its part of each budget, and what a reader must know of that.
        owned: What the year adds to its parts of funds, one by one.
        people: Its inhabitants, or ``None`` where they are not known.
    """

    payer: Payer
    shares: Sequence[Share]
    budgeted: Sequence[tuple[Part, tuple[str, ...]]]
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
    told = Text(
        "En vertskommunes egen andel er intern og blir ikke til et krav."
        " Kroner per innbygger er avrundet til hele øre."
    )
    left = not_in_sums(part for each in found for part, _ in each.budgeted)
    note = sentences([told, *left])
    title = Text("Andeler i alt per betaler, kroner")
    table = Table(NAME, title, columns, tuple(lines), note)
    return table if people else table.narrowed(column.name for column in KRONER)


def _line(each: InAll, year: int) -> Line:
    """A payer; its own share as host is no claim, and other days' budget in no sum.

    Where it has no other budget, the blank is marked as that one is.
    """
    parts = parts_of(each.shares)
    to = Statement(each.payer.slug, str(year))
    of_year = [of for of in each.budgeted if of[0].is_of_year]
    budget = added(part.pair.budget.shown for part, _ in of_year)
    budgeted = of_year or each.budgeted
    known = dict.fromkeys(mark for _, marks in budgeted for mark in marks)
    owned, plan = added(each.owned), page_of_payer(each.payer)
    rounded = None
    if parts.total is not None and each.people:
        rounded = per_inhabitant(parts.total, each.people)
    return Line(
        (
            Cell(each.payer.name),
            Cell(budget, plan, marks=tuple(known)) if budgeted else BLANK,
            *amounts_of(parts, to),
            BLANK if owned is None else Cell(owned, to),
            Cell(each.people),
            Cell(rounded),
        ),
        key=each.payer.slug,
    )
