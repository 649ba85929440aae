"""What became of each region, as people read it (*regionene*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.batch.outcomes import Outcome

REASON = "reason"
"""The column of sentences."""


def outcomes_table(outcomes: Iterable[Outcome]) -> Table:
    """A line for each folder that was given, in the order of the record."""
    columns = (
        Column(Text("Mappe"), name="folder"),
        Column(Text("Region"), name="slug"),
        Column(Text("Kode"), Kind.COUNT, "exit_code"),
        Column(Text("Rader"), Kind.COUNT, "rows"),
        Column(Text("Sertifikater"), Kind.COUNT, "certificates"),
        Column(Text("Hvorfor ikke"), Kind.SENTENCE, REASON),
    )
    lines = tuple(
        Line(
            (
                Cell(each.folder),
                Cell(each.slug),
                Cell(each.exit_code),
                Cell(each.rows),
                Cell(each.certificates),
                Cell(each.reason),
            )
        )
        for each in outcomes
    )
    return Table("regioner", Text("Regionene"), columns, lines)
