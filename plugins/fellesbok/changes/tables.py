"""The changes behind parts of the books as a table, as far as a reader may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.changes.records import CUT
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.changes.records import Change
    from fellesbok.changes.records import Part
    from fellesbok.changes.since import Changed

PART = Column(Text("Hva"), name="changed_part")
DAY = Column(Text("Endret"), Kind.DAY, "changed")
AUTHOR = Column(Text("Av"), name="author")
REASON = Column(Text("Hvorfor"), Kind.SENTENCE, "message")
COMMIT = Column(Text("Endring"), name="commit")
COLUMNS = (PART, DAY, AUTHOR, REASON, COMMIT)
FOR_ALL = ("changed_part", "changed")
"""What a municipality sees: a reason or a name can be of others' affairs."""

SHORT = 10
NOT_IN_GIT = Text("ikke lagret i git ennå")


def since_table(
    found: Sequence[Changed], day: date, *, sees_all: bool, most: int | None = None
) -> list[Table]:
    """A line for what was written or changed after a day; none or one.

    Args:
        found: What, the newest first.
        day: The day that it is after.
        sees_all: Whether the reader reads everything.
        most: How many are told; the note says how many more there are.
    """
    if not found:
        return []
    lines = tuple(_since(each) for each in found[:most])
    notes = [
        Text(
            "Fra git: det som er skrevet eller endret etter dagen. Det som er strøket,"
            " er ikke med."
        )
    ]
    if len(lines) < len(found):
        notes.insert(0, Text("… og {count} til.", count=len(found) - len(lines)))
    title = Text("Endret i bøkene siden {day}", day=day)
    table = Table("endret-siden", title, COLUMNS[:-1], lines, sentences(notes))
    return [table if sees_all else table.narrowed(FOR_ALL)]


def _since(each: Changed) -> Line:
    change, name = each.change, Cell(each.part.title, each.part.leads_to)
    if change is None:
        return Line((name, Cell(None, note=NOT_IN_GIT), Cell(None), Cell(None)))
    return Line((name, *_told(change)))


def _told(change: Change) -> tuple[Cell, Cell, Cell]:
    """When, by whom and why; no name where the history does not go back to it."""
    if change.is_cut:
        day = Text("{day} eller før", day=change.day)
        return Cell(None, note=day), Cell(None), Cell(CUT)
    return Cell(change.day), Cell(change.author), Cell(change.reason)


def changes_table(
    parts: Iterable[Part],
    lines: Mapping[str, Sequence[Change | None]],
    *,
    sees_all: bool,
    more: int = 0,
) -> Table:
    """A line for each change of each part, the newest of a part first.

    Args:
        parts: What to tell of.
        lines: For each line of each file what wrote it.
        sees_all: Whether the reader reads everything.
        more: How many parts have changes that are not told here.
    """
    notes = [
        Text(
            "Fra git: den som skrev hver linje slik den står nå. Det som er skrevet"
            " over eller strøket, og det som ikke er lagret i git ennå, er ikke med."
        )
    ]
    if more:
        notes.insert(0, Text("… og {count} til.", count=more))
    told = tuple(
        Line(
            (
                Cell(part.title, part.leads_to),
                *_told(change),
                Cell(change.commit[:SHORT]),
            )
        )
        for part in parts
        for change in part.changes(lines)[: None if sees_all else 1]
    )
    table = Table(
        "endringer",
        Text("Endringer av linjene slik de står"),
        COLUMNS,
        told,
        sentences(notes),
    )
    return table if sees_all else table.narrowed(FOR_ALL)
