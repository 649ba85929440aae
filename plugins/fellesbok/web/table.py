"""A table of a page as values: the same for screen, paper, CSV and spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fellesbok.contradictions import must_hold

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
