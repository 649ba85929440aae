"""A table as a value: what people read of a subject, before it has a face (*tabell*).

A subject makes its tables once; terminal, CSV, spreadsheet, page and paper render them
and add nothing.  A cell says what it leads to and never at which address.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_hold
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.tables.targets import Target

SUM = Text("Sum")
"""What a line or a column is called that adds the others up."""

Value = Decimal | Fraction | date | int | str | None
"""``Decimal`` is kroner, ``Fraction`` any exact number, ``int`` a count or a year, and
``None`` a blank, which is not a zero."""

Quantity = Decimal
"""A number of whatever the unit beside it says, with as many decimals as it has."""


class Kind(Enum):
    """What a column holds, which decides how it is written and where it stands."""

    MONEY = "money"
    """Kroner, with two decimals."""
    SHARE = "share"
    """An exact part of a whole."""
    PERCENT = "percent"
    COUNT = "count"
    DAY = "day"
    TEXT = "text"
    SENTENCE = "sentence"
    """Words that need the width that there is."""

    @property
    def is_number(self) -> bool:
        """Whether it is read from the right."""
        return self in {Kind.MONEY, Kind.SHARE, Kind.PERCENT, Kind.COUNT}

    @property
    def is_sentence(self) -> bool:
        """Whether it needs the width that there is."""
        return self is Kind.SENTENCE


@frozen
class Column:
    """A heading.

    Attributes:
        title: What people read, one per meaning.
        kind: What stands below it.
        name: For programs and for faces that show fewer columns: English, one per
            meaning.
        leads_to: What the heading itself leads to.
    """

    title: str
    kind: Kind = Kind.TEXT
    name: str = ""
    leads_to: Target | None = None


@frozen
class Cell:
    """A value, what it leads to, and a remark that stands under it.

    Attributes:
        value: The value.
        leads_to: What it leads to.
        note: The remark; of a blank it says why there is no value.
        is_typed: Whether the remark is what somebody types in the books, letter by
            letter.
        unit: What an amount is counted in, where it is not kroner of the year; a table
            that has such has a column of units too.
        marks: What else a reader must know of the value, for a face that marks figures
            one by one; a table that has such has a column of marks too.
    """

    value: Value
    leads_to: Target | None = None
    note: str = ""
    is_typed: bool = False
    unit: str = ""
    marks: tuple[str, ...] = ()


BLANK = Cell(None)
HIDDEN = Cell(None, note=Text("skjult av filteret"))
MISSING = Cell(None, note=Text("Mangler rapportering"))
"""Nothing is known, as nobody has reported."""


@frozen
class Line:
    """Cells side by side.

    Attributes:
        cells: One for each heading.
        role: ``line``, ``total``, ``control``, or ``stated``: a sum of the source's.
        key: For programs: the group of lines that it is one of, or whom it is of.
    """

    cells: tuple[Cell, ...]
    role: str = "line"
    key: str = ""


@frozen
class Table:
    """A table; the first cell of a row is its heading.

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

    def narrowed(self, names: Iterable[str]) -> Table:
        """The same table with these columns alone, in its own order."""
        wanted = set(names)
        kept = [n for n, column in enumerate(self.columns) if column.name in wanted]
        return Table(
            self.name,
            self.title,
            tuple(self.columns[n] for n in kept),
            tuple(
                replace(line, cells=tuple(line.cells[n] for n in kept))
                for line in self.lines
            ),
            self.note,
        )

    def where_used(self, names: Iterable[str]) -> Table:
        """The same table without those of these columns that have blanks and zeros."""
        unused = {
            column.name
            for n, column in enumerate(self.columns)
            if not any(line.cells[n].value or line.cells[n].note for line in self.lines)
        }
        unused &= set(names)
        return self.narrowed(
            column.name for column in self.columns if column.name not in unused
        )

    @property
    def exact_shares(self) -> frozenset[int]:
        """The columns of exact shares that stand beside the same in per cent.

        A narrow face shows the per cent, and the exact share to who asks for it.
        """
        kinds = [column.kind for column in self.columns]
        return frozenset(
            n
            for n, pair in enumerate(pairwise(kinds))
            if pair == (Kind.SHARE, Kind.PERCENT)
        )

    @property
    def without_sums(self) -> Table:
        """The same table with its lines alone, for those who add them themselves."""
        lines = tuple(line for line in self.lines if line.role == "line")
        return replace(self, lines=lines)


def labelled(column: Column, value: object) -> Text:
    """A value after its label, where it stands on a line of its own."""
    return Text("{label}: {value}", label=column.title, value=value)


def total_line(label: str, lines: Sequence[Line], columns: Sequence[Column]) -> Line:
    """Amounts added up, column by column; what is no amount is blank."""
    cells = [Cell(label)]
    for n, column in enumerate(columns[1:], 1):
        amounts = [v for x in lines if isinstance(v := x.cells[n].value, Decimal)]
        cells.append(Cell(added(amounts)) if column.kind is Kind.MONEY else BLANK)
    return Line(tuple(cells), role="total")


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, or ``None`` where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
