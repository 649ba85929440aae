"""The table in an unknown file: how it is cut, what names the columns, the lines."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.xlsx_sheet import filled_sheets
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose_words import Columns
from fellesbok_importers.intake.propose_words import columns_of
from fellesbok_importers.intake.propose_words import count_known
from fellesbok_importers.rows.body import begins_with_word
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.body import first_written
from fellesbok_importers.rows.body import is_total
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.headings import known
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.rows.sheet import csv_rows
from fellesbok_importers.rows.sheet import decoded
from fellesbok_importers.rows.sheet import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok_importers.documents.xlsx_sheet import Cell

MOST_ROWS = 5_000
_FURTHEST_HEADING = 30
_DELIMITERS = (";", "\t", ",", "|")
_TOTALS = (
    *("Sum", "Delsum", "Totalt", "Total", "Totalsum", "Subtotal", "I alt"),
    *("Til sammen", "Tilsammen", "Til saman", "Totalbeløp", "Sluttsum", "Hovedsum"),
)
_KEYS = ("voucher", "date", "ansvar", "art")


@frozen
class Seen:
    """What a file looks like.

    Attributes:
        headings: The rows that name the columns.
        rows: The lines below them; neither sums nor headings that come again.
        whole: Whether that is all of the file.
        totals: The words with which its sums begin.
        above: What stands above the headings.
        sheet: The sheet that was looked at, where there are several.
        others: The other sheets that hold something.
    """

    kind: str
    delimiter: str
    encoding: str
    headings: Headings
    columns: Columns
    rows: Sequence[Row]
    whole: bool
    totals: tuple[str, ...]
    above: tuple[str, ...] = ()
    sheet: str | None = None
    others: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """What the columns are called."""
        return [self.headings.label(i) for i in range(self.headings.width)]

    def cells(self, index: int) -> list[Cell]:
        """The filled cells of a column."""
        rows = [row for row in self.rows if index < len(row.cells)]
        return [row.cells[index] for row in rows if filled(row.cells[index])]


def look(path: str, sheet: str | None = None) -> Seen:
    """The table in a file.

    Raises:
        RejectedError: The file cannot be read at all, or holds no table.
    """
    if path.lower().endswith((".xlsx", ".xlsm")):
        return _workbook(path, sheet)
    encoding = "utf-8"
    try:
        text = decoded(path, encoding)
    except RejectedError:
        encoding = "cp1252"
        text = decoded(path, encoding)
    best: list[Row] = []
    chosen, most = ";", 1
    for delimiter in _DELIMITERS:
        rows = _cut(text, path, delimiter)
        widths = Counter(len(row.cells) for row in rows)
        size = max((w * times for w, times in widths.items() if w > 1), default=0)
        if size > most:
            best, chosen, most = rows, delimiter, size
    seen = _table(best, "csv")
    if seen is None:
        raise _no_table(path, best)
    return replace(seen, delimiter=chosen, encoding=wide(path) or encoding)


def _workbook(path: str, sheet: str | None) -> Seen:
    names = filled_sheets(path)
    tables = {}
    first: list[Row] = []
    for name in [sheet] if sheet is not None else names:
        rows = [Row(*row) for row in islice(sheet_rows(path, name), MOST_ROWS)]
        first = first or rows
        if (seen := _table(rows, "xlsx")) is not None:
            tables[name] = seen
    if not tables:
        raise _no_table(path, first, names)
    chosen = next(iter(tables))
    alike = [name for name in tables if _is_like(tables[name], tables[chosen])]
    if len(alike) > 1:
        raise _which_sheet(path, alike)
    return replace(
        tables[chosen],
        sheet=chosen if len(names) > 1 else None,
        others=tuple(name for name in names if name != chosen),
    )


def _is_like(one: Seen, other: Seen) -> bool:
    """Whether two sheets have the same columns, in whatever order, and lines."""
    names = {known(name) for name in one.names if name}
    same = names == {known(name) for name in other.names if name}
    return same and bool(one.rows) and bool(other.rows)


def _which_sheet(path: str, names: Sequence[str]) -> RejectedError:
    """That several sheets could be meant: the same list twice, or a month on each."""
    expected = Text(
        "Arkene {names} har de samme kolonnene, og hvert av dem kan være det som skal"
        " leses. Velg ett med --sheet; skal flere leses, lag en profil for hvert.",
        names=", ".join(f"«{name}»" for name in names),
    )
    return RejectedError.of(path, expected)


def _no_table(
    path: str, rows: Sequence[Row], sheets: Sequence[str] = ()
) -> RejectedError:
    """That no row names the columns, with what the file does begin with."""
    expected = Text("Finner ingen rad med kolonnenavn, og ingen kjent form.")
    if len(sheets) > 1:
        expected = Text(
            "Finner ingen rad med kolonnenavn på noe av arkene {names}.",
            names=", ".join(sheets),
        )
    first = (
        ", ".join(str(c).strip() for c in rows[0].cells if filled(c)) if rows else ""
    )
    return RejectedError.of(path, expected, first, row=rows[0].number if rows else None)


def _cut(text: str, path: str, delimiter: str) -> list[Row]:
    """The first rows, as long as they are CSV with that delimiter."""
    rows: list[Row] = []
    with suppress(RejectedError):
        rows.extend(islice(csv_rows(text, path, delimiter), MOST_ROWS))
    return rows


def _table(rows: Sequence[Row], kind: str) -> Seen | None:
    """The headings and the lines below them; ``None`` where nothing names columns."""
    headings = _headings(rows)
    if headings is None:
        return None
    columns = columns_of([headings.label(i) for i in range(headings.width)])
    keys = [columns.places[name] for name in _KEYS if name in columns.places]
    last = headings.rows[-1].number
    lines: list[Row] = []
    totals: dict[str, None] = {}
    for row in rows:
        if row.number <= last or headings.is_again(row):
            continue
        if is_total(row, _TOTALS, keys):
            _, text = first_written(row)
            totals[next(w for w in _TOTALS if begins_with_word(text, (w,)))] = None
        elif any(map(filled, row.cells)):
            lines.append(row)
    whole = len(rows) < MOST_ROWS
    first = headings.rows[0].number
    above = [str(c) for r in rows if r.number < first for c in r.cells if filled(c)]
    seen = Seen(kind, "", "", headings, columns, lines, whole, tuple(totals))
    return replace(seen, above=tuple(above))


def _headings(rows: Sequence[Row]) -> Headings | None:
    """The first row that names at least two columns that we know, or two such rows."""
    for number, row in enumerate(rows[:_FURTHEST_HEADING]):
        alone = Headings((row,))
        if _known(alone) > 1:
            pairs = [
                Headings(tuple(rows[first : first + 2]))
                for first in (number - 1, number)
                if first >= 0
                and first + 1 < len(rows)
                and _adjoin(rows[first : first + 2])
            ]
            best = max([alone, *pairs], key=_known)
            return best if _known(best) > _known(alone) else alone
    return None


def _adjoin(rows: Sequence[Row]) -> bool:
    """Whether two rows can be one heading: nothing is between them, all is words."""
    first, second = rows
    texts = [str(cell) for row in rows for cell in row.cells if filled(cell)]
    words = all(isinstance(c, str) for row in rows for c in row.cells)
    return (
        words
        and second.number == first.number + 1
        and not any(
            text.strip()[:1].isdigit() and len(text) > len("2018") for text in texts
        )
    )


def _known(headings: Headings) -> int:
    return count_known([headings.label(i) for i in range(headings.width)])
