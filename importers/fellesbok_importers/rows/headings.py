"""The names that a file gives its columns, in one row or in several, and what they say.

A name over two rows is the lower one; ``Art`` under ``Kontering`` is also *Kontering
Art*, which tells it from another *Art*.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles.column_schema import Columns
    from fellesbok_importers.rows.sheet import Row

_SPACE = re.compile(r"\s+")
# Columns that say which side or currency an amount is of, whatever the profile reads.
DEBIT = ("debet", "debit", "debetbeløp", "debet beløp", "deb")
CREDIT = ("kredit", "kreditt", "credit", "kreditbeløp", "kredit beløp", "kred")
SIDE = (
    "d/k",
    "dk",
    "d_k",
    "deb/kred",
    "debet/kredit",
    "debet / kredit",
    "debit/credit",
    "debetkredit",
    "dr/cr",
    "db/kr",
    "fortegn",
)
CURRENCY = (
    "valuta",
    "valutakode",
    "valutasort",
    "valutaslag",
    "currency",
    "currencycode",
    "currency code",
    "val",
)
_FOREIGN = frozenset(
    (
        *("valutabeløp", "valuta beløp", "beløp i valuta", "beløp valuta"),
        *("beløp (valuta)", "currency amount", "amount currency"),
    )
)
_SAID = {
    word: said
    for said, words in (
        ("debit", DEBIT),
        ("credit", CREDIT),
        ("side", SIDE),
        ("currency", CURRENCY),
    )
    for word in words
}


SIDE_NOT_USED = Text(
    "Kolonnen sier om beløpet er debet eller kredit, og profilen bruker den ikke. Skriv"
    " den som side under columns, eller under file.not_used."
)
NOT_KRONER = Text(
    "Beløpet er i en annen valuta enn kroner. Er det kroner likevel, skriv kolonnen"
    " under file.not_used i profilen."
)


def known(name: str) -> str:
    """A name as names are compared: letter case and spaces do not count."""
    return one_line(name).casefold()


def one_line(text: str) -> str:
    """A text without the line ends and the many spaces that it is laid out with."""
    return _SPACE.sub(" ", text).strip()


def says_of_amount(name: str) -> str | None:
    """Which side or currency of an amount a column of that name says, if it does."""
    return _SAID.get(known(name))


def in_kroner(columns: Columns, headings: Headings) -> bool:
    """Whether the amount that is read is in kroner by what the columns are called."""
    read = {known(columns.amount or ""), known(columns.debit or "")}
    words = {word for name in read for word in name.split()}
    beside = {known(headings.label(index)) for index in range(headings.width)} - read
    return bool(words & {"nok", "kr"} or beside & _FOREIGN)


@frozen
class Headings:
    """The rows of a file that name its columns; none where nothing names them."""

    rows: tuple[Row, ...] = ()

    @property
    def row(self) -> int | None:
        """The first of them, for messages."""
        return self.rows[0].number if self.rows else None

    @property
    def width(self) -> int:
        """How many columns there are until the last one with a name."""
        return max(
            (i + 1 for r in self.rows for i, c in enumerate(r.cells) if _written(c)),
            default=0,
        )

    def label(self, index: int) -> str:
        """What a column is called: the lowest name over it, or nothing."""
        over = [_at(row, index) for row in self.rows]
        return next((name for name in reversed(over) if name), "")

    def places(self) -> dict[str, list[int]]:
        """The columns by each of their names."""
        found: dict[str, list[int]] = {}
        carried = [_carried(row, self.width) for row in self.rows]
        for index in range(self.width):
            label = self.label(index)
            whole = " ".join(dict.fromkeys(c[index] for c in carried if c[index]))
            for name in dict.fromkeys((known(label), known(whole))):
                if label:
                    found.setdefault(name, []).append(index)
        return found

    def told(self) -> str:
        """All the names, for messages."""
        labels = map(self.label, range(self.width))
        return ", ".join(label for label in labels if label)

    def is_again(self, row: Row) -> bool:
        """Whether a row further down is one of these once more, as on a new page."""
        return any(
            known(_at(row, first)) == names[first] and _names(row) == names
            for first, names in self._each
        )

    @cached_property
    def _each(self) -> list[tuple[int, list[str]]]:
        """The names of each of the rows, and where the first of them stands."""
        each = [_names(heading) for heading in self.rows]
        return [
            (next(i for i, name in enumerate(names) if name), names)
            for names in each
            if names
        ]


def _names(row: Row) -> list[str]:
    names = [known(_written(cell)) for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    return names


def _carried(row: Row, width: int) -> list[str]:
    """The names of a row, each also over the blank columns after it."""
    names, last = [], ""
    for index in range(width):
        last = _at(row, index) or last
        names.append(last)
    return names


def _at(row: Row, index: int) -> str:
    return _written(row.cells[index]) if index < len(row.cells) else ""


def _written(cell: Cell) -> str:
    return one_line(str(cell))
