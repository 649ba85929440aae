"""Where the columns of a bank's table are: by name, or by number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault

if TYPE_CHECKING:
    from fellesbok_importers.profile import Profile
    from fellesbok_importers.sheet import Row
    from fellesbok_importers.xlsx import Cell

_SPACE = re.compile(r"\s+")


class Cells:
    """Finds the cells of a row by what they are."""

    def __init__(
        self, path: str, profile: Profile, heading: Row | None, faults: list[Fault]
    ) -> None:
        """Find the columns; each that is lacking, or stands twice, is a fault."""
        columns = profile.bank.columns if profile.bank else None
        self._named = {} if columns is None else columns.model_dump(exclude_none=True)
        self._places: dict[str, int] = {}
        written = [known(str(cell)) for cell in heading.cells] if heading else []
        for name, column in self._named.items():
            places = [i for i, cell in enumerate(written) if cell == known(column)]
            if not places and column.isdigit():
                places = [int(column) - 1]
            if len(places) == 1:
                self._places[name] = places[0]
                continue
            row = heading.number if heading else None
            found = (
                ", ".join(str(cell).strip() for cell in heading.cells if cell)
                if (heading)
                else ""
            )
            text = Text("Kolonnen mangler. Filen har {found}.", found=found)
            if places:
                text = Text(
                    "Kolonnen står flere ganger; gi nummeret på den i profilen."
                )
            faults.append(Fault(path, row, column, "", text))

    def label(self, name: str) -> str:
        """What the file calls the column, for messages."""
        return str(self._named.get(name, name))

    def cell(self, row: Row, name: str) -> Cell:
        """The cell; empty where the row is short or there is no such column."""
        place = self._places.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""

    def text(self, row: Row, name: str) -> str:
        """The cell as one line of text."""
        cell = self.cell(row, name)
        return f"{cell:f}" if isinstance(cell, Decimal) else _one_line(cell)


def known(name: str) -> str:
    """A name as names are compared: letter case and spaces do not count."""
    return _one_line(name).casefold()


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
