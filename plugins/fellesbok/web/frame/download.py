"""The tables of a page as a file: CSV, spreadsheet or PDF, with period and filter.

The file holds the same values as the screen, and accounts in the same words.  It is
made in memory and never written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from fellesbok.agreement.readable_account import in_words
from fellesbok.agreement.readable_account import table_in_words
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.pdf import NoPdfError
from fellesbok.pdf import pdf
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.xlsx_file import xlsx_of
from fellesbok.web.frame.asked import CannotShowError
from fellesbok.web.frame.hidden_amounts import is_hidden
from fellesbok.web.frame.printed_foot import foot_of_sheets
from fellesbok.web.rendering import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.tables import Table
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.frame.shown import Shown

FORMATS = ("csv", "xlsx", "pdf")
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


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
    agreement = asked.shared.agreement
    tables = [table_in_words(table, agreement) for table in shown.tables]
    if not tables:
        raise CannotShowError(Text("Siden har ingen tall å laste ned."))
    heading = _heading(shown, asked)
    match form:
        case "csv":
            content = _csv(heading, tables, asked.language).encode()
        case "xlsx":
            content = xlsx_of(heading, tables, asked.language)
        case "pdf":
            try:
                content = printed(
                    heading,
                    shown,
                    asked.language,
                    foot=foot_of_sheets(asked, shown),
                    agreement=agreement,
                )
            except NoPdfError as error:
                raise CannotShowError(error.text) from None
        case _:
            raise ValueError(form)
    period = shown.period or asked.period
    when = period if shown.day is None else shown.day.isoformat()
    file = f"{'-'.join(_ascii(part) for part in (*names, when))}.{form}"
    disposition = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(content, content_type=MIME[form], headers=disposition)


def _heading(shown: Shown, asked: Asked) -> list[str]:
    """What it is, of which books, period or day, and filters."""
    language = asked.language
    when = f"{say(Text('Periode'), language)}: {shown.period or asked.period}"
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
        rows += [[], [say(table.title, language)], *csv_of(table, language)]
        if table.note:
            rows.append([say(table.note, language)])
    return csv_text(rows)


def printed(
    heading: Sequence[str],
    shown: Shown,
    language: str,
    *,
    foot: str = "",
    agreement: Agreement | None = None,
) -> bytes:
    """Pictures and tables on paper, under what they are of, above the foot of each.

    Accounts stand in the words of the agreements, where these are known.

    Raises:
        NoPdfError: What makes PDF files is not installed.
    """

    def words(text: str) -> str:
        return text if agreement is None else in_words(text, agreement)

    page = (
        environment()
        .get_template("print.html")
        .render(
            heading=heading,
            shown=shown,
            language=language,
            foot=foot,
            say=lambda text: say(words(text), language),
            show=lambda value: show(value, language),
        )
    )
    return pdf(page)


def _ascii(period: str) -> str:
    """A period as a part of a file name, whatever was written in the address."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in period)
    return kept.strip("-")[:40] or "alt"
