"""Tables as CSV that a spreadsheet opens rightly, as Norwegian Excel reads it.

Byte order mark, semicolons, decimal comma, CR LF.  What somebody has written in the
books is text, whatever it looks like.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.tables.values import Table
    from fellesbok.tables.values import Value

BYTE_ORDER_MARK = "\ufeff"
LIKE_A_DATE = re.compile(r"\d+/\d+")
"""Such as 3/10, which a spreadsheet that opens CSV takes for a day of the year."""

LIKE_A_MONTH = re.compile(r"\d{4}-\d\d")
"""Such as 2018-01, which it takes for the first of January."""


def csv_of(table: Table, language: str) -> list[list[str]]:
    """The rows of a table, its headings first; days as year-month-day."""
    rows = [[say(column.title, language) for column in table.columns]]
    rows += [
        [_written(cell.value, language) for cell in row.cells] for row in table.lines
    ]
    return rows


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a file.

    A text that a spreadsheet would take for a formula is put behind an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + file.getvalue()


def csv_file(table: Table, language: str) -> bytes:
    """A table as a file."""
    return csv_text(csv_of(table, language)).encode()


def plain(value: Value, language: str) -> str:
    """A value as a spreadsheet reads it: no grouping, and no fraction as a date."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return ungrouped(value)
    if isinstance(value, Fraction | date):
        return show(value, language).replace("\N{NO-BREAK SPACE}", "")
    return say(value, language) if isinstance(value, str) else str(value)


def ungrouped(amount: object) -> str:
    """An amount that a spreadsheet can add: a comma, and no grouping."""
    return str(amount).replace(".", ",")


def harmless(cell: str) -> str:
    """The text, unable to be a formula; a negative number stays a number."""
    begins = cell[:1]
    if begins in {"=", "+", "@", "\t", "\r"} or (
        begins == "-" and not cell[1:].replace(",", "").isdigit()
    ):
        return f"'{cell}"
    return cell


def _written(value: Value, language: str) -> str:
    """A value as it is read in any country: 1 March 2018 is text to most programs."""
    if isinstance(value, date):
        return value.isoformat()
    return _no_date(plain(value, language))


def _no_date(text: str) -> str:
    """The text; a fraction gets the slash of fractions, and a month no hyphen."""
    if LIKE_A_MONTH.fullmatch(text) is not None:
        return text.replace("-", " ")
    is_fraction = LIKE_A_DATE.fullmatch(text) is not None
    return text.replace("/", "\N{FRACTION SLASH}") if is_fraction else text
