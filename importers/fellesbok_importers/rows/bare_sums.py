"""Rows that may be sums that no word tells: a line of the voucher above, or a sum.

Where a voucher's number stands on its first line alone, a row with neither number, day
nor text can be read both ways when its amount is what the lines above add up to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.rows.body import filled

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok_importers.rows.columns import Finder
    from fellesbok_importers.rows.sheet import Row

OF_WHICH = ("voucher", "date", "text", "payee")
FEWEST = 2
"""A single line may well be the same amount as the line above."""

ASKED = Text(
    "Raden har verken bilagsnummer, dato eller tekst, og beløpet er summen av linjene"
    " over. Er den en linje, skriv bilagsnummeret på den; er den en sum, ta den ut,"
    " eller la den begynne med et ord som står i file.total_word."
)


class BareSums:
    """What the lines add up to, since the top and since each row that may be a sum."""

    def __init__(self) -> None:
        """No line has come yet."""
        self._bare: set[int] = set()
        self._total, self._lines = ZERO, 0
        self._marks = {ZERO: 0}

    def note(self, row: Row, finder: Finder) -> None:
        """Remember a row that says nothing of itself, before its blanks are filled."""
        repeats = finder.profile.file.blank_repeats
        if repeats and not any(filled(finder.cell(row, name)) for name in OF_WHICH):
            self._bare.add(row.number)

    def is_asked(self, row: int, amount: Decimal) -> bool:
        """Whether the amount of a row is that of the lines above; else it is a line."""
        since = self._marks.get(self._total - amount)
        is_sum = since is not None and self._lines - since >= FEWEST
        if amount and is_sum and row in self._bare:
            self._marks.setdefault(self._total, self._lines)
            return True
        self._total += amount
        self._lines += 1
        return False
