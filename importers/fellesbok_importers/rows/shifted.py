"""Single rows whose cells stand a column too far (*forskjøvne rader*).

A cell that is put into a row, or taken out of it, moves every cell after it, so that a
year or a balance is read for the amount.  The other rows show it: a number stands where
they have nothing or text, and it is asked about.  In a text file a number is what is
written with decimals: a code and a year look like any word there.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import read_number
from fellesbok_importers.rows.amounts import cell_text
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.headings import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles.column_schema import Layout
    from fellesbok_importers.rows.columns import Finder
    from fellesbok_importers.rows.sheet import Row

MOST_SINGLE = 50
_WRITTEN = {
    ",": re.compile(r"[-+−]?[0-9][0-9 .\u00a0\u202f]*,[0-9]{1,2}-?"),
    ".": re.compile(r"[-+−]?[0-9][0-9 ,\u00a0\u202f]*[.][0-9]{1,2}-?"),
}
_OF_TEXT = ("text", "payee")
_HALF = 2


@dataclass
class _Column:
    """What stands in a column.

    Attributes:
        texts: How many lines have a text there.
        numbers: How many have a number.
        single: The first of those, by their rows: the number, and the row's last cell.
    """

    texts: int = 0
    numbers: int = 0
    single: dict[int, tuple[Decimal, int]] = field(default_factory=dict)


class Shifted:
    """The kinds of cells in each column of a sheet, as the lines come."""

    def __init__(self, layout: Layout, decimal_sign: str | None) -> None:
        """No line has come yet; ``decimal_sign`` is the file's, if it is known."""
        self._columns: dict[int, _Column] = {}
        self._lines = 0
        self._is_sheet = layout.kind == "xlsx"
        self._sign = decimal_sign
        self._written = _WRITTEN[decimal_sign or ","]

    def note(self, row: Row) -> None:
        """What stands in a line."""
        self._lines += 1
        there = [(i, cell) for i, cell in enumerate(row.cells) if filled(cell)]
        for index, cell in there:
            column = self._columns.setdefault(index, _Column())
            value = self._number(cell)
            if value is None:
                column.texts += 1
                continue
            column.numbers += 1
            if len(column.single) < MOST_SINGLE:
                column.single[row.number] = value, there[-1][0]

    def _number(self, cell: Cell) -> Decimal | None:
        """The number in a cell; in a text file one that is written with decimals."""
        if self._is_sheet:
            return cell if isinstance(cell, Decimal) else None
        written = cell_text(cell)
        if self._written.fullmatch(written) is None:
            return None
        with suppress(NotANumberError):
            return read_number(written, self._sign)
        return None

    def asked(self, finder: Finder) -> Iterator[tuple[int, str, str, Text]]:
        """Row, column, what stands there, and what must be said of it."""
        left = {known(name) for name in finder.profile.file.not_used}
        of_text = {finder.places[n].start for n in _OF_TEXT if n in finder.places}
        for index, column in sorted(self._columns.items()):
            label = finder.headings.label(index)
            name = label or str(index + 1)
            is_code = index in finder.used and index not in of_text
            if is_code or known(name) in left:
                continue
            if column.numbers * _HALF >= self._lines:
                continue
            for row, (value, end) in column.single.items():
                if not label or self._is_moved(index, column, value, end, of_text):
                    yield row, name, f"{value:f}", _asked(is_sheet=self._is_sheet)

    def _is_moved(
        self, index: int, column: _Column, value: Decimal, end: int, of_text: set[int]
    ) -> bool:
        """Whether a number among texts is an amount that has been moved there.

        Money does not stand among texts, and a row that ends before the others do has
        lost a cell.
        """
        if column.numbers >= column.texts:
            return False
        has_ore = value != value.to_integral_value()
        most = self._lines - column.numbers
        last = max(i for i, c in self._columns.items() if c.texts + c.numbers >= most)
        is_of_words = index in of_text and self._is_sheet
        return index < end < last or (has_ore and not is_of_words)


def _asked(*, is_sheet: bool) -> Text:
    if not is_sheet:
        return Text(
            "Et beløp står der de andre radene ikke har beløp. Er raden forskjøvet, så"
            " rett den i fila; hører tallet til der, skriv kolonnen under file.not_used"
            " i profilen."
        )
    return Text(
        "Et tall står der de andre radene ikke har tall. Er raden forskjøvet, så rett"
        " den i regnearket; hører tallet til der, skriv kolonnen under file.not_used i"
        " profilen, eller skriv det som tekst."
    )
