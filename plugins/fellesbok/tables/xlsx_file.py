"""Tables as a spreadsheet (*regneark*): a sheet a table, amounts that can be added."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from fellesbok.messages import say
from fellesbok.tables.csv_file import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from fellesbok.tables.values import Table

SAME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- a spreadsheet has no time zone
"""Stands as the day a spreadsheet was made, so that the same figures are one file."""

WIDEST = 60
NARROWEST = 10


def xlsx_of(heading: Sequence[str], tables: Sequence[Table], language: str) -> bytes:
    """A workbook; every sheet says above its table what it is of.

    Args:
        heading: What it is, of which books and period; the first line names the file.
        tables: What stands on the sheets.
        language: The language of titles and texts.
    """
    file = io.BytesIO()
    # What a reader can write into the books is text, whatever it looks like.
    only_text = {"strings_to_urls": False, "strings_to_formulas": False}
    with Workbook(file, {"in_memory": True, **only_text}) as book:
        book.set_properties({"created": SAME_DAY, "title": heading[0]})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        for number, table in enumerate(tables, 1):
            sheet = book.add_worksheet(f"{number} {table.name}"[:31])
            _sheet(sheet, heading, table, language, (bold, money))
    return file.getvalue()


def _sheet(
    sheet: Worksheet,
    heading: Sequence[str],
    table: Table,
    language: str,
    looks: tuple[Format, Format],
) -> None:
    bold, money = looks
    for row, text in enumerate([*heading, say(table.title, language)]):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    head = len(heading) + 2
    for number, column in enumerate(table.columns):
        sheet.write_string(head, number, say(column.title, language), bold)
    for place, line in enumerate(table.lines, head + 1):
        for number, cell in enumerate(line.cells):
            if isinstance(cell.value, Decimal | int):
                # A Decimal is written as it stands, though nothing promises it.
                shown = money if isinstance(cell.value, Decimal) else None
                sheet.write_number(place, number, cell.value, shown)  # type: ignore[arg-type]
            elif isinstance(cell.value, Fraction) and cell.value.denominator == 1:
                sheet.write_number(place, number, cell.value.numerator)
            elif cell.value is not None:
                sheet.write_string(place, number, plain(cell.value, language))
    if table.note:
        place = head + len(table.lines) + 2
        sheet.write_string(place, 0, say(table.note, language))
    for number, width in enumerate(_widths(table, language)):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(head + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _widths(table: Table, language: str) -> Iterator[int]:
    for number, column in enumerate(table.columns):
        values = [row.cells[number].value for row in table.lines]
        texts = [say(column.title, language), *(plain(v, language) for v in values)]
        yield min(WIDEST, max(NARROWEST, *(len(text) + 3 for text in texts)))
