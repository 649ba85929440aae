"""What a workbook hides from whoever looks at it (*skjulte rader, kolonner og ark*).

Whoever filters a sheet sees some rows and saves all of them; what is hidden is read
like the rest, and told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.told_xml import Reader
from fellesbok_importers.documents.workbook import opened_workbook
from fellesbok_importers.documents.workbook import sheets
from fellesbok_importers.documents.xlsx_sheet import NUMBER
from fellesbok_importers.documents.xlsx_sheet import PLACE
from fellesbok_importers.documents.xlsx_sheet import column_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

MOST_STRETCHES = 10
_TRUE = {"1", "true"}
_LAST_COLUMN = 16_384


def hidden(path: str, sheet: str | None) -> Iterator[Text]:
    """What is hidden of the sheet that is read: the named one, or the only filled one.

    Raises:
        RejectedError: The workbook cannot be read.
    """
    with opened_workbook(path) as book:
        states = _States()
        book.read("xl/workbook.xml", states)
        for name, part in sheets(book).items():
            if sheet in {None, name}:
                found = _Hidden()
                book.read(part, found)
                yield from _told(name, found, is_hidden=name in states.hidden)


def _told(sheet: str, found: _Hidden, *, is_hidden: bool) -> Iterator[Text]:
    if is_hidden and found.holds:
        yield Text("Arket «{name}» er skjult i regnearket, og leses.", name=sheet)
    if found.rows:
        yield Text(
            "Skjulte rader leses som de andre: {rows}.", rows=_stretches(found.rows)
        )
    if found.columns:
        yield Text(
            "Skjulte kolonner leses som de andre: {columns}.",
            columns=", ".join(sorted(found.columns, key=lambda c: (len(c), c))),
        )


class _States(Reader):
    """The sheets that nobody sees."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") != "visible":
            self.hidden.add(attributes.get("name", ""))


class _Hidden(Reader):
    """The hidden rows that hold something, and the columns, by their letters."""

    def __init__(self) -> None:
        self.holds = False
        self.rows: list[int] = []
        self.columns: set[str] = set()
        self._stretches: list[tuple[int, int]] = []
        self._number = 0
        self._is_hidden = False
        self._letters = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in _TRUE:
            first, last = (_whole(attributes.get(end, "")) for end in ("min", "max"))
            self._stretches.append((first, min(last, _LAST_COLUMN)))
        elif name == "row":
            self._number = _whole(attributes.get("r", "")) or self._number + 1
            self._is_hidden = attributes.get("hidden") in _TRUE
        elif name == "c":
            place = PLACE.fullmatch(attributes.get("r", ""))
            self._letters = place[1] if place else ""
        elif name in {"v", "t"}:
            self._holds()

    def _holds(self) -> None:
        """Something stands in the cell."""
        self.holds = True
        if self._is_hidden and self._number not in self.rows[-1:]:
            self.rows.append(self._number)
        if self._stretches and self._letters and self._letters not in self.columns:
            column = column_number(self._letters)
            if any(first <= column <= last for first, last in self._stretches):
                self.columns.add(self._letters)


def _whole(written: str) -> int:
    return int(written) if NUMBER.fullmatch(written) else 0


def _stretches(rows: Iterable[int]) -> str:
    """Rows as people write them: ``5–9, 12``; of very many the first ones."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    shown = [
        str(first) if first == last else f"{first}–{last}"
        for first, last in found[:MOST_STRETCHES]
    ]
    return ", ".join([*shown, *(["…"] if len(found) > MOST_STRETCHES else [])])
