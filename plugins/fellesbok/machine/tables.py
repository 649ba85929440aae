"""The machine as a table: what is here, what lacks, and how it is got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.machine.parts import State
from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.machine.parts import Part

STATE = Column(Text("Her"), name="state")
PART = Column(Text("Del"), name="part")
FOUND = Column(Text("Funnet"), name="found")
USED_FOR = Column(Text("Trengs til"), name="used_for")
REMEDY = Column(Text("Slik får du det"), Kind.SENTENCE, "remedy")

_STATES = {
    State.HERE: Text("ja"),
    State.LACKING: Text("mangler"),
    State.NOT_LOOKED_FOR: Text("ikke prøvd"),
}


def parts_table(found: Sequence[Part]) -> Table:
    """Every part; what lacks says how it is got."""
    lines = [
        Line(
            (
                Cell(_STATES[each.state]),
                Cell(each.name),
                Cell(each.found),
                Cell(each.used_for),
                Cell(None if each.state is State.HERE else each.remedy),
            )
        )
        for each in found
    ]
    title = Text("Denne maskinen")
    columns = (STATE, PART, FOUND, USED_FOR, REMEDY)
    return Table("maskin", title, columns, tuple(lines))
