"""Rows of a bank's table that are no payments: sums, and what is not booked.

A sum that the profile has a word for is held against the rows above it.  Whatever else
has no day, or a status that is not booked, is told of row by row with what it says, and
left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import shortened
from fellesbok_importers.rows.told import Currencies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok_importers.rows.sheet import Row

MOST_TOLD = 10
Sums = dict[str, Decimal]


@frozen
class _Undated:
    """A row without a day: what it begins with, and its amount if it has one."""

    row: int
    said: str
    value: Decimal | None


class OtherRows:
    """Keeps what the rows add up to, and those that are not booked."""

    def __init__(self, path: str) -> None:
        """No row has come yet."""
        self._path = path
        self._sums: Sums = {}
        self._marks: list[Sums] = [{}]
        self._waiting: list[Decimal] = []
        self._undated: list[_Undated] = []
        self._currencies = Currencies()
        self._is_status_said = False
        self._without_status: list[int] = []

    def add(self, amounts: Mapping[str, Decimal]) -> None:
        """Add the amounts of a row to the sums of their columns."""
        for column, amount in amounts.items():
            self._sums[column] = self._sums.get(column, ZERO) + amount

    def wait(self, value: Decimal) -> None:
        """Leave out a payment that the bank has not booked."""
        self._waiting.append(value)

    def is_booked(self, row: Row, status: str, booked: str) -> bool:
        """Whether the status of a row is the word for what the bank has booked."""
        self._is_status_said |= bool(status)
        if not status:
            self._without_status.append(row.number)
        return not status or status.casefold() == booked.casefold()

    def without_status(self) -> list[int]:
        """Rows that say nothing of whether they are booked, where others do."""
        return self._without_status if self._is_status_said else []

    def leave(self, row: int, said: str, value: Decimal | None) -> None:
        """Leave out a row that has no day."""
        self._undated.append(_Undated(row, shortened(said), value))

    def in_currency(self, row: int, written: str) -> None:
        """Note the currency of a row, where the table has a column for it."""
        self._currencies.note(row, written)

    def total(self, row: Row, stated: Mapping[str, Decimal]) -> Iterator[Fault]:
        """Hold a sum against the rows since the top, or since some sum before it."""
        for column, amount in stated.items():
            whole = self._sums.get(column, ZERO)
            if not any(whole - m.get(column, ZERO) == amount for m in self._marks):
                text = Text("Linjene over blir til sammen {sum}.", sum=whole)
                found = show(amount, SOURCE_LANGUAGE)
                off = amount - whole
                yield Fault(self._path, row.number, column, found, text, off)
        self._marks.append(dict(self._sums))

    def told(self) -> Iterator[Text]:
        """What has been left out, and what was taken for kroner."""
        if self._waiting:
            yield Text(
                "{count} poster er ikke bokført i banken ennå ({amount} kr) og føres"
                " ikke.",
                count=len(self._waiting),
                amount=sum(self._waiting, ZERO),
            )
        for undated in self._undated[:MOST_TOLD]:
            yield _told(undated)
        if len(self._undated) > MOST_TOLD:
            yield Text(
                "{count} rader til har ingen dato og føres ikke ({amount} kr).",
                count=len(self._undated) - MOST_TOLD,
                amount=sum((u.value or ZERO for u in self._undated[MOST_TOLD:]), ZERO),
            )
        yield from self._currencies.told()


def _told(undated: _Undated) -> Text:
    if undated.value is None:
        return Text(
            "Rad {row} («{said}») har ingen dato og føres ikke.",
            row=undated.row,
            said=undated.said,
        )
    return Text(
        "Rad {row} («{said}», {amount} kr) har ingen dato og føres ikke.",
        row=undated.row,
        said=undated.said,
        amount=undated.value,
    )
