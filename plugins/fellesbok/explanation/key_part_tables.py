"""What each payer's share is put together of, as a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import rounded
from fellesbok.sharing.tables import PAYER
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.explanation.key_parts import KeyParts

NAME = "deler"
ROUNDING = Column(Text("Avrunding"), Kind.MONEY, "rounding")
"""What the whole øre of a share are more than its parts, each rounded to øre."""


def parts_title(cooperation: Cooperation, year: int) -> Text:
    """What the table and its picture show."""
    return Text(
        "Hva andelene består av, {name} {year}, kroner",
        name=cooperation.title,
        year=year,
    )


def part_of(found: KeyParts, payer: Payer, number: int) -> Decimal | None:
    """A part of a payer's share in kroner, rounded to øre; ``None`` where none is."""
    exact = found.parts[number].amounts_ore.get(payer.slug)
    return None if exact is None else rounded(exact / 100)


def parts_table(
    found: KeyParts,
    cooperation: Cooperation,
    payers: Sequence[Payer],
    *,
    sees_all: bool,
) -> Table:
    """A line a payer, a column a part, and what makes them whole øre.

    Args:
        found: The parts.
        cooperation: Whose.
        payers: Those whose shares may be seen, in order.
        sees_all: Whether these are all, so that they have a sum.
    """
    numbers = range(len(found.parts))
    rows = [
        (payer, [part_of(found, payer, number) for number in numbers])
        for payer in payers
        if payer.slug in found.borne_ore
    ]
    lines = []
    for payer, parts in rows:
        share = kroner(found.borne_ore[payer.slug])
        off = share - (added(parts) or Decimal(0))
        why = targets.Explanation(cooperation.slug, payer.slug, str(found.year))
        cells = (*map(Cell, parts), Cell(off), Cell(share, why))
        lines.append(Line((Cell(payer.name), *cells)))
    if sees_all and len(rows) > 1:
        sums = [added(_money(line.cells[n]) for line in lines) for n in _figures(lines)]
        lines.append(Line((Cell(SUM), *map(Cell, sums)), role="total"))
    parts_columns = (
        Column(part.title, Kind.MONEY, f"part_{number}")
        for number, part in enumerate(found.parts, 1)
    )
    return Table(
        NAME,
        parts_title(cooperation, found.year),
        (PAYER, *parts_columns, ROUNDING, TOTAL),
        tuple(lines),
        Text(
            "Hver del er avrundet til hele øre for å kunne vises. Andelen er fordelt"
            " eksakt; det som skiller, står under avrunding."
        ),
    )


def _figures(lines: Sequence[Line]) -> range:
    return range(1, len(lines[0].cells))


def _money(cell: Cell) -> Decimal | None:
    """The figure of a cell of money."""
    return cell.value if isinstance(cell.value, Decimal) else None
