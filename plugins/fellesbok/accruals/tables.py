"""What a year lacks as a table (*periodisering*): who, what, since when, how much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import Awaited
from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.tables import cooperation_cell
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import PLACE
from fellesbok.messages import Text
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import SourceLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from fellesbok.accruals.cutoff import Lacking

AWAITED = {
    Awaited.INVOICE: Text("faktura"),
    Awaited.REFUND: Text("refusjonskrav"),
    Awaited.REPORT: Text("rapport"),
}
WHAT = Column(Text("Hva"), Kind.SENTENCE, "text")
COLUMNS = (
    COOPERATION,
    Column(Text("Mangler"), name="awaited"),
    Column(Text("Fra hvem"), name="sender"),
    WHAT,
    Column(Text("Siden"), Kind.DAY, "since"),
    Column(Text("Dager"), Kind.COUNT, "days"),
    AMOUNT,
    SOURCE,
    PLACE,
)
BELOW = (WHAT.name, SOURCE.name, PLACE.name)
"""Where there is little width: what stands under its line."""

OF_A_COOPERATION = ("awaited", "sender", "text", "since", "amount")
"""What is left to tell where the cooperation and the day are told already."""


def cutoff_table(found: Iterable[Lacking], written: Callable[[str], str]) -> Table:
    """A line for each thing that has not come, in the order given.

    Args:
        found: What has not come; an amount is in kroner, and not stated is no zero.
        written: The path of a file as it is shown.
    """
    return Table(
        "mangler",
        Text("Påløpt og ikke mottatt"),
        COLUMNS,
        tuple(_line(row, written) for row in found),
    )


def with_sum(table: Table) -> Table:
    """The same table with what its lines come to, where there are several."""
    if len(table.lines) == 1:
        return table
    total = total_line(SUM, table.lines, table.columns)
    return replace(table, lines=(*table.lines, total))


def _line(row: Lacking, written: Callable[[str], str]) -> Line:
    path, number = row.place
    place = SourceLine(path, number)
    source = BLANK
    if row.source:
        said = Text("linje {line}: «{quote}»", line=row.source, quote=row.quote)
        source = Cell(said, place)
    amount = Cell(NOT_STATED)
    if row.amount is not None:
        amount = Cell(row.amount, place)
    return Line(
        (
            cooperation_cell(row.cooperation),
            Cell(AWAITED[row.awaited]),
            Cell(row.sender or NOT_STATED),
            Cell(row.text),
            Cell(row.since),
            Cell(row.days),
            amount,
            source,
            Cell(f"{written(path)}:{number}", place),
        )
    )
