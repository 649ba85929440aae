"""The rows of a table that are lines (*linjene*): headings, sums and blanks are not.

What is passed by is headings that come again, and sums that have been held against the
lines above them; every other row is a line, or is told of as a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.xlsx_sheet import NoValue
from fellesbok_importers.rows.amounts import cell_text
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.headings import known
from fellesbok_importers.rows.sheet import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles.column_schema import Layout
    from fellesbok_importers.rows.bank_columns import Cells
    from fellesbok_importers.rows.columns import Finder

MOST_ABOVE = 20
# What a line has and a sum lacks, for each use of a file.
KEYS = {
    "vouchers": ("voucher", "date"),
    "budget": ("year", "date", "ansvar", "art", "account_string"),
    "totals": ("ansvar", "art", "funksjon", "account_string"),
}
VALUELESS = Text(
    "Cellen har en formel uten verdi, eller med en feil. Åpne regnearket, regn det ut"
    " og lagre det."
)


def filled(cell: Cell) -> bool:
    """Whether something stands in a cell."""
    return not isinstance(cell, str) or bool(cell.strip())


def first_written(row: Row) -> tuple[int, str]:
    """The first filled cell of a row: its place, and its text."""
    for index, cell in enumerate(row.cells):
        if filled(cell):
            return index, cell_text(cell)
    return 0, ""


def begins_with_word(text: str, words: Iterable[str]) -> bool:
    """Whether a text begins with one of those words, whole: not *Summert* for *Sum*."""
    folded = known(text)
    for word in map(known, words):
        rest = folded[len(word) :]
        if folded.startswith(word) and not (rest[:1].isalnum() or rest[:1] == "-"):
            return True
    return False


def is_total(row: Row, words: Sequence[str], keys: Sequence[int]) -> bool:
    """Whether a row is a sum: it begins with the word, and lacks what a line has.

    ``keys`` are the places of what every line has: a line whose text begins with *Sum*
    has its voucher number and date.
    """
    index, text = first_written(row)
    if not words or not begins_with_word(text, words):
        return False
    others = [place for place in keys if place != index]
    return not others or not all(
        place < len(row.cells) and filled(row.cells[place]) for place in others
    )


class HeadingRows:
    """Gathers the rows that name the columns, from the row that the profile says."""

    def __init__(self, layout: Layout) -> None:
        """None has come yet."""
        self._rows: list[Row] = []
        self.above: list[str] = []
        self.first = layout.header_row
        self.last = (layout.header_row or 0) + layout.header_rows - 1

    def takes(self, row: Row) -> bool:
        """Whether a row is above the lines; those that name columns are kept."""
        if self.first is None or row.number > self.last:
            return False
        if row.number >= self.first:
            self._rows.append(row)
        elif len(self.above) < MOST_ABOVE:
            self.above.extend(cell_text(cell) for cell in row.cells if filled(cell))
        return True

    def headings(self) -> Headings:
        """The names of the columns."""
        return Headings(tuple(self._rows))


@frozen
class Width:
    """How many cells a row has.

    Attributes:
        named: The columns until the last one with a name.
        count: The cells of a row; more than that only where every row has them, as
            when each of them ends with the separator.
    """

    named: int
    count: int

    @classmethod
    def of(cls, headings: Headings, first: Row) -> Width:
        """By the headings and the first line."""
        named = headings.width or len(first.cells)
        return cls(named, max(named, len(first.cells)))

    def wrong_with(self, row: Row, layout: Layout) -> tuple[str, Text] | None:
        """What is wrong with how many cells a row of text has.

        A separator inside a text, or one that is lacking, moves every cell after it.
        """
        if layout.kind != "csv":
            return None
        beyond = [cell_text(cell) for cell in row.cells[self.named :] if filled(cell)]
        if beyond or len(row.cells) > self.count:
            return "".join(beyond[:1]), Text(
                "Raden har {count} felt, og det skal være {width}. Trolig står"
                " skilletegnet i en tekst uten anførselstegn.",
                count=len(row.cells),
                width=self.named if beyond else self.count,
            )
        if len(row.cells) < self.count and layout.short_rows == "refuse":
            return "", Text(
                "Raden har {count} felt, og det skal være {width}. Mangler det bare"
                " tomme felt sist, skriv file.short_rows: blank i profilen.",
                count=len(row.cells),
                width=self.count,
            )
        return None


class Repeats:
    """Fills cells that are blank because they are the same as on the row above."""

    def __init__(self, finder: Finder) -> None:
        """No row has come yet."""
        self._finder = finder
        self._above: Row | None = None

    def forget(self) -> None:
        """What comes after a sum is nobody's repetition."""
        self._above = None

    def filled_in(self, row: Row) -> Row:
        """The row with what it repeats; a new value ends those of the columns below."""
        names = [
            name
            for name in self._finder.profile.file.blank_repeats
            if self._finder.has(name)
        ]
        if not names:
            return row
        cells = list(row.cells)
        for name in names:
            place = self._finder.places[name].start
            if filled(self._finder.cell(row, name)) or self._above is None:
                break
            cells += [""] * (place + 1 - len(cells))
            cells[place] = self._finder.cell(self._above, name)
        self._above = Row(row.number, tuple(cells))
        return self._above


def without_value(row: Row, finder: Finder | Cells) -> Iterator[tuple[str, str]]:
    """The columns of a row that are read and whose formula has no value."""
    if any(isinstance(cell, NoValue) for cell in row.cells):
        for name in finder.places:
            cell = finder.cell(row, name)
            if isinstance(cell, NoValue):
                yield name, cell
