"""Where each column of a profile is in a file: by name, by number, or by position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok_importers.profile import Profile
    from fellesbok_importers.sheet import Row
    from fellesbok_importers.xlsx import Cell

CODES = ("art", "ansvar", "funksjon", "project")
# Without these nothing can be booked; the others may be lacking in a file.
NEEDED = ("voucher", "amount", "debit", "credit", "account_string", "ansvar")
_DATED = {"vouchers": ("date",), "budget": ("date", "year"), "totals": ("art",)}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Finder:
    """Finds the cells of a row by what they are."""

    profile: Profile
    places: Mapping[str, slice]

    def has(self, name: str) -> bool:
        """Whether the file has such a column."""
        return name in self.places

    def label(self, name: str) -> str:
        """What the file calls the column, for messages."""
        if name in CODES and name not in self.places:
            name = "account_string"
        return str(getattr(self.profile.columns, name) or name)

    def cell(self, row: Row, name: str) -> Cell:
        """The cell; empty where the row is short or there is no such column."""
        place = self.places.get(name)
        if place is None:
            return ""
        if self.profile.file.kind == "fixed":
            line = row.cells[0]
            return line[place].strip() if isinstance(line, str) else ""
        return row.cells[place.start] if place.start < len(row.cells) else ""

    def text(self, row: Row, name: str) -> str:
        """The cell as one line of text; a whole number of a sheet without decimals."""
        cell = self.cell(row, name)
        if isinstance(cell, Decimal):
            return f"{cell:f}"
        return _SPACE.sub(" ", cell).strip()

    def codes(self, row: Row) -> dict[str, str]:
        """Art, ansvar, funksjon and project, from their columns or account string."""
        string = self.profile.account_string
        found = {name: self.text(row, name) for name in CODES}
        if string is not None:
            parts = self.text(row, "account_string").split(string.separator)
            for name, part in zip(string.parts, parts, strict=False):
                if name in CODES:
                    found[name] = part.strip()
        return found


def find_columns(
    path: str, profile: Profile, heading: Row | None, faults: list[Fault]
) -> Finder:
    """Where the profile's columns are; those that are lacking are noted as faults."""
    places: dict[str, slice] = {}
    names = _names(heading)
    for name, column in profile.columns.model_dump(exclude_none=True).items():
        if profile.file.kind == "fixed":
            first, _, last = column.partition("-")
            places[name] = slice(int(first) - 1, int(last))
            continue
        place = names.get(_known(column), [])
        if not place and (heading is None or column.isdigit()):
            place = [int(column) - 1]
        if len(place) == 1:
            places[name] = slice(place[0], place[0] + 1)
        elif place or name in NEEDED or name in _DATED[profile.use]:
            row = heading.number if heading else None
            written = heading.cells if heading else ()
            found = ", ".join(str(cell).strip() for cell in written if cell)
            faults.append(Fault(path, row, column, "", _missing(place, found)))
    return Finder(profile, places)


def _missing(place: list[int], found: str) -> Text:
    if place:
        return Text("Kolonnen står flere ganger; gi nummeret på den i profilen.")
    return Text("Kolonnen mangler. Filen har {found}.", found=found)


def _names(heading: Row | None) -> dict[str, list[int]]:
    """The columns by name, as names are compared: letter case does not count."""
    names: dict[str, list[int]] = {}
    for index, cell in enumerate(heading.cells if heading else ()):
        names.setdefault(_known(str(cell)), []).append(index)
    return names


def _known(name: str) -> str:
    return _SPACE.sub(" ", name).strip().casefold()
