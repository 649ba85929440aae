"""Where the columns of a bank's table are: by name, or by number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok_importers.faults import Fault
from fellesbok_importers.rows.columns import Finder
from fellesbok_importers.rows.columns import not_one
from fellesbok_importers.rows.columns import places_of
from fellesbok_importers.rows.headings import one_line

if TYPE_CHECKING:
    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.headings import Headings
    from fellesbok_importers.rows.sheet import Row


IN = frozenset(
    ("k", "c", "cr", "kr", "kredit", "credit", "inn", "innbetaling", "innskudd", "+")
)
OUT = frozenset(
    ("d", "dr", "db", "debet", "debit", "ut", "utbetaling", "uttak", "-", "−", "–")
)
"""What a column says of an amount, seen from whoever owns the account."""


class Cells:
    """Finds the cells of a row by what they are.

    Attributes:
        places: The column of each field of the profile that the table has.
    """

    def __init__(
        self, path: str, profile: Profile, headings: Headings, faults: list[Fault]
    ) -> None:
        """Find the columns; each that is lacking, or stands twice, is a fault."""
        columns = profile.bank.columns if profile.bank else None
        self._named = {} if columns is None else columns.model_dump(exclude_none=True)
        self.places: dict[str, int] = {}
        names = headings.places()
        for name, column in self._named.items():
            places = places_of(column, names)
            if len(places) == 1:
                self.places[name] = places[0]
            else:
                expected = not_one(places, headings)
                faults.append(Fault(path, headings.row, column, "", expected))

    def unread(self, profile: Profile, headings: Headings) -> Finder:
        """The same places, with the columns that nobody reads."""
        places = {name: slice(i, i + 1) for name, i in self.places.items()}
        used = set(self.places.values())
        left = [i for i in range(headings.width) if i not in used]
        names = tuple(filter(None, map(headings.label, left)))
        return Finder(profile, places, headings, names)

    def label(self, name: str) -> str:
        """What the file calls the column, for messages."""
        return str(self._named.get(name, name))

    def cell(self, row: Row, name: str) -> Cell:
        """The cell; empty where the row is short or there is no such column."""
        place = self.places.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""

    def text(self, row: Row, name: str) -> str:
        """The cell as one line of text."""
        cell = self.cell(row, name)
        return f"{cell:f}" if isinstance(cell, Decimal) else one_line(cell)
