"""A table of a page as values: the same for screen, paper, CSV and spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_hold
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = Decimal | Fraction | int | str | None
"""``Decimal`` is kroner, ``Fraction`` any exact number, ``int`` a count or a year, and
``None`` a blank, which is not a zero."""


@dataclass(frozen=True)
class Cell:
    """A value, where it leads, and a remark that stands under it."""

    value: Value
    href: str = ""
    note: str = ""


BLANK = Cell(None)
HIDDEN = Cell(None, note=Text("skjult av filteret"))


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, or ``None`` where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True)
class Line:
    """Cells side by side; ``role`` is ``line``, ``total`` or ``control``."""

    cells: tuple[Cell, ...]
    role: str = "line"


@dataclass(frozen=True)
class Column:
    """A heading; numbers stand to the right, and ``wide`` is for whole sentences."""

    title: str
    number: bool = False
    href: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a line is its heading.

    Attributes:
        name: For files and addresses: ASCII, no spaces.
        title: What it shows.
        columns: The headings.
        lines: The lines, each as long as the headings.
        note: What a reader must know to read it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Every line has a cell for every heading."""
        must_hold(
            "Kolonnene i tabellen {name}",
            all(len(line.cells) == len(self.columns) for line in self.lines),
            name=self.name,
        )
