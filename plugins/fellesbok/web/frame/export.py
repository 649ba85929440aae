"""The tables of a page as a file: CSV, spreadsheet or PDF, with period and filter.

The file holds the same values as the screen.  It is made in memory and never written
here.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from flask import Response
from xlsxwriter import Workbook

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report.pdf import NoPdfError
from fellesbok.report.pdf import pdf
from fellesbok.tables.text import csv_text
from fellesbok.web.frame.asked import CannotShowError
from fellesbok.web.frame.hidden_amounts import is_hidden
from fellesbok.web.rendering.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.frame.shown import Shown
    from fellesbok.web.frame.table import Table
    from fellesbok.web.frame.table import Value

FORMATS = ("csv", "xlsx", "pdf")
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
SAME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- a spreadsheet has no time zone
"""Stands as the day a spreadsheet was made, so that the same figures are one file."""

LIKE_A_DATE = re.compile(r"\d+/\d+")
"""Such as 3/10, which a spreadsheet that opens CSV takes for a day of the year."""

WIDEST = 60
NARROWEST = 10


def exported(form: str, names: Sequence[str], shown: Shown, asked: Asked) -> Response:
    """The answer with the file, for the reader to keep; ``names`` are its name.

    Raises:
        CannotShowError: What makes PDF files is not installed, there is nothing to
            show, or amounts are hidden.
    """
    if is_hidden():
        raise CannotShowError(
            Text("Tallene er skjult, så det lages ingen filer av dem.")
        )
    tables = shown.tables
    if not tables:
        raise CannotShowError(Text("Siden har ingen tall å laste ned."))
    heading = _heading(shown, asked)
    match form:
        case "csv":
            content = _csv(heading, tables, asked.language).encode()
        case "xlsx":
            content = _xlsx(heading, tables, asked.language)
        case "pdf":
            content = _pdf(heading, tables, asked.language)
        case _:
            raise ValueError(form)
    when = asked.period if shown.day is None else shown.day.isoformat()
    file = f"{'-'.join(_ascii(part) for part in (*names, when))}.{form}"
    disposition = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(content, content_type=MIME[form], headers=disposition)


def _heading(shown: Shown, asked: Asked) -> list[str]:
    """What it is, of which books, period or day, and filters."""
    language = asked.language
    when = f"{say(Text('Periode'), language)}: {asked.period}"
    if shown.day is not None:
        when = say(Text("Per {day}", day=shown.day), language)
    lines = [say(shown.title, language), f"{asked.options['title']}", when]
    for name, word in (("account", Text("Konto")), ("filter", Text("Filter"))):
        if asked.filters.get(name):
            lines.append(f"{say(word, language)}: {asked.filters[name]}")
    return lines


def _csv(heading: Sequence[str], tables: Sequence[Table], language: str) -> str:
    rows = [[line] for line in heading]
    for table in tables:
        rows += [[], [say(table.title, language)]]
        rows.append([say(column.title, language) for column in table.columns])
        rows += [
            [_no_date(_plain(cell.value, language)) for cell in line.cells]
            for line in table.lines
        ]
        if table.note:
            rows.append([say(table.note, language)])
    return csv_text(rows)


def _no_date(text: str) -> str:
    """The text; a fraction gets the slash of fractions, which is no date's."""
    is_fraction = LIKE_A_DATE.fullmatch(text) is not None
    return text.replace("/", "\N{FRACTION SLASH}") if is_fraction else text


def _plain(value: Value, language: str) -> str:
    """A value as a spreadsheet reads it: no grouping, and no fraction as a date."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, Fraction):
        return show(value, language).replace("\N{NO-BREAK SPACE}", "")
    return say(value, language) if isinstance(value, str) else str(value)


def _xlsx(heading: Sequence[str], tables: Sequence[Table], language: str) -> bytes:
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
    for column, title in enumerate(table.columns):
        sheet.write_string(head, column, say(title.title, language), bold)
    for row, line in enumerate(table.lines, head + 1):
        for column, cell in enumerate(line.cells):
            if isinstance(cell.value, Decimal | int):
                # A Decimal is written as it stands, though nothing promises it.
                sheet.write_number(row, column, cell.value, money)  # type: ignore[arg-type]
            elif cell.value is not None:
                sheet.write_string(row, column, _plain(cell.value, language))
    if table.note:
        place = head + len(table.lines) + 2
        sheet.write_string(place, 0, say(table.note, language))
    for column, width in enumerate(_widths(table, language)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(head + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _widths(table: Table, language: str) -> Iterator[int]:
    for number, column in enumerate(table.columns):
        values = [line.cells[number].value for line in table.lines]
        texts = [say(column.title, language), *(_plain(v, language) for v in values)]
        yield min(WIDEST, max(NARROWEST, *(len(text) + 3 for text in texts)))


def _pdf(heading: Sequence[str], tables: Sequence[Table], language: str) -> bytes:
    page = (
        environment()
        .get_template("print.html")
        .render(
            heading=heading,
            tables=tables,
            language=language,
            say=lambda text: say(text, language),
            show=lambda value: show(value, language),
        )
    )
    try:
        return pdf(page)
    except NoPdfError as error:
        raise CannotShowError(error.text) from None


def _ascii(period: str) -> str:
    """A period as a part of a file name, whatever was written in the address."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in period)
    return kept.strip("-")[:40] or "alt"
