"""Where each column of a profile is in a file: by name, by number, or by position."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.xlsx_sheet import MOST_COLUMNS
from fellesbok_importers.faults import Fault
from fellesbok_importers.profiles.by_column import SIGNED
from fellesbok_importers.rows.headings import SIDE_NOT_USED
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.headings import in_kroner
from fellesbok_importers.rows.headings import known
from fellesbok_importers.rows.headings import one_line
from fellesbok_importers.rows.headings import says_of_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.sheet import Row

_NUMBER = re.compile(r"[0-9]{1,4}")
CODES = ("art", "ansvar", "funksjon", "project")
# Without these nothing can be booked; the others may be lacking in a file.
NEEDED = ("voucher", "amount", "debit", "credit", "account_string", "ansvar")
# Lacking, they would change what an amount is without a word.
_MEANING = ("side", "currency", "kind", "account_class")
# Lacking, what somebody signed would be lost without a word.
_SIGNED = tuple(chain.from_iterable(SIGNED))
_DATED = {"vouchers": ("date",), "budget": ("date", "year"), "totals": ("art",)}


@frozen
class Finder:
    """Finds the cells of a row by what they are.

    Attributes:
        profile: What names the columns.
        places: Where each column is.
        headings: The names that the file gives its columns.
        unused: The columns with a name that nobody reads.
    """

    profile: Profile
    places: Mapping[str, slice]
    headings: Headings
    unused: tuple[str, ...] = ()

    @cached_property
    def used(self) -> frozenset[int]:
        """The columns that are read."""
        return frozenset(place.start for place in self.places.values())

    def has(self, name: str) -> bool:
        """Whether the file has such a column."""
        return name in self.places

    def label(self, name: str) -> str:
        """What the file calls the column, for messages."""
        if name in CODES and name not in self.places:
            name = "account_string"
        told = getattr(self.profile.columns, name)
        if told is None and name in self.places:
            told = self.headings.label(self.places[name].start)
        return str(told or name)

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
        return one_line(cell)

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
    path: str, profile: Profile, headings: Headings, faults: list[Fault]
) -> Finder:
    """Where the profile's columns are; those that are lacking are noted as faults.

    So are columns that say something of the amount and that the profile passes by.
    """
    places: dict[str, slice] = {}
    names = headings.places()
    for name, column in profile.columns.model_dump(exclude_none=True).items():
        if profile.file.kind == "fixed":
            first, _, last = column.partition("-")
            places[name] = slice(int(first) - 1, int(last))
            continue
        place = places_of(column, names)
        needed = (*NEEDED, *_MEANING, *_SIGNED, *_DATED[profile.use])
        if len(place) == 1:
            places[name] = slice(place[0], place[0] + 1)
        elif place or name in needed:
            expected = not_one(place, headings)
            faults.append(Fault(path, headings.row, column, "", expected))
    unused = _unused(profile, places, headings)
    for index in unused:
        _of_amount(path, profile, places, headings, index, faults)
    used = {place.start for place in places.values()}
    left = tuple(headings.label(index) for index in unused if index not in used)
    return Finder(profile, places, headings, left)


def _unused(
    profile: Profile, places: Mapping[str, slice], headings: Headings
) -> list[int]:
    """The columns with a name that no field of the profile is."""
    if profile.file.kind == "fixed":
        return []
    used = {place.start for place in places.values()}
    return [i for i in range(headings.width) if headings.label(i) and i not in used]


def _of_amount(  # noqa: PLR0913, PLR0917 -- what is known of one column
    path: str,
    profile: Profile,
    places: dict[str, slice],
    headings: Headings,
    index: int,
    faults: list[Fault],
) -> None:
    """A currency is read without being asked for; a side that nobody reads is a fault.

    Where the amount is in kroner by its name, or one in currency stands beside it, the
    currency is of that.
    """
    label = headings.label(index)
    said = says_of_amount(label)
    if said is None or known(label) in {known(name) for name in profile.file.not_used}:
        return
    if said == "currency":
        if "currency" not in places and not in_kroner(profile.columns, headings):
            places["currency"] = slice(index, index + 1)
    elif said == "side" and "amount" in places and "side" not in places:
        faults.append(Fault(path, headings.row, label, "", SIDE_NOT_USED))
    elif said in {"debit", "credit"} and "amount" in places:
        expected = Text(
            "Profilen leser beløpet fra «{amount}», og bruker ikke denne kolonnen."
            " Skriv debit og credit for amount, eller skriv den under file.not_used.",
            amount=profile.columns.amount or "",
        )
        faults.append(Fault(path, headings.row, label, "", expected))


def places_of(column: str, names: Mapping[str, list[int]]) -> list[int]:
    """The columns of that name; of that number where none has it for a name."""
    number = int(column) - 1 if _NUMBER.fullmatch(column) else -1
    by_number = [number] if 0 <= number < MOST_COLUMNS else []
    return names.get(known(column), []) or by_number


def not_one(places: Sequence[int], headings: Headings) -> Text:
    """That a column is lacking, or stands several times."""
    if places:
        numbers = ", ".join(str(index + 1) for index in places)
        return Text(
            "Kolonnen står flere ganger ({numbers}); gi nummeret på den i profilen.",
            numbers=numbers,
        )
    return Text("Kolonnen mangler. Filen har {found}.", found=headings.told())
