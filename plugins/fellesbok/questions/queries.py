"""The questions of a books folder: ``queries/<name>.bql``, one SELECT each.

The first words after SELECT are a comment that says what the query answers.  Only files
of the folder itself can be asked for, and only by the names that it holds.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import beanquery
from beancount.core.amount import Amount
from beancount.core.inventory import Inventory
from beancount.core.position import Position

from fellesbok.errors import InWordsError
from fellesbok.filing.folder import folder_of
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.questions.mistakes import mistake_of
from fellesbok.shared import WHOLE
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table
from fellesbok.unseen import first_unseen
from fellesbok.viewpoint import entries_of_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.books import Books

FOLDER = "queries"
SENTENCE = re.compile(r"SELECT\s+/\*\s*(.*?)\s*\*/", re.DOTALL | re.IGNORECASE)
UNSAID = ("filename:", "lineno:", "__")
FIRST_WORD = re.compile(r"SELECT\b", re.IGNORECASE)
NOT_CODE = re.compile(r"/\*.*?\*/|'[^']*'|\"[^\"]*\"", re.DOTALL)


@frozen
class Query:
    """One question: its name, what it answers, and its text."""

    name: str
    sentence: str
    text: str


@frozen
class Answer:
    """What a query found: names and types of the columns, and the rows."""

    columns: tuple[tuple[str, type], ...]
    rows: tuple[tuple[Any, ...], ...]


NOT_UTF_8 = "\ufffd"
"""What stands where a file cannot be read as text."""


class CannotAnswerError(InWordsError):
    """A query cannot be asked; ``text`` says why."""


def queries(main: Path) -> dict[str, Query]:
    """The questions of the books folder that a main file belongs to, by name."""
    folder = folder_of(main) / FOLDER
    return {
        path.stem: _query(path)
        for path in sorted(folder.glob("*.bql"), key=lambda path: path.stem)
        if path.is_file() and path.resolve().parent == folder.resolve()
    }


def find_query(main: Path, name: str) -> Query:
    """The question of that name.

    Raises:
        CannotAnswerError: There is none; the message lists those that there are.
    """
    known = queries(main)
    if name not in known:
        raise CannotAnswerError(
            Text(
                "Ukjent spørring «{name}». Kjente: {known}.",
                name=name,
                known=", ".join(known) or Text("ingen"),
            )
        )
    return known[name]


def ask(books: Books, query: Query, year: int | None = None) -> Answer:
    """Ask the books, or a year of them with what was brought into it.

    Raises:
        CannotAnswerError: It is not one SELECT, or it asks for what is not there.
    """
    entries = list(books.entries)
    if year is not None:
        entries = entries_of_year(books, year)
    asked = beanquery.connect(  # type: ignore[no-untyped-call]
        "beancount:",
        entries=entries,
        errors=[],
        options={**books.options, WHOLE: lambda: books.entries},
    )
    try:
        cursor = asked.execute(_select(query))
    except (beanquery.Error, ArithmeticError, TypeError, ValueError) as error:
        raise CannotAnswerError(
            Text(
                "{name}.bql kan ikke besvares: {reason}",
                name=query.name,
                reason=mistake_of(error),
            )
        ) from None
    columns = tuple((column.name, column.datatype) for column in cursor.description)
    return Answer(columns, tuple(tuple(row) for row in cursor.fetchall()))


def list_text(known: Mapping[str, Query], language: str) -> str:
    """Names and what they answer, one a line."""
    if not known:
        return say(Text("Det er ingen spørringer i mappen queries."), language)
    width = max(map(len, known))
    return "\n".join(
        f"{query.name:<{width}}  {say(query.sentence, language)}"
        for query in known.values()
    )


def answer_text(answer: Answer, language: str) -> str:
    """An answer as a table for the terminal, numbers to the right."""
    headings = [say(name, language) for name, _ in answer.columns]
    right = {
        place
        for place, (_, kind) in enumerate(answer.columns)
        if kind in {Decimal, int, Amount, Position, Inventory}
    }
    rows = [[_shown(value, language) for value in row] for row in answer.rows]
    return text_table([headings, *rows], right=right)


def answer_csv(answer: Answer, language: str) -> str:
    """An answer as CSV; numbers without grouping, so that a spreadsheet can add."""
    headings = [say(name, language) for name, _ in answer.columns]
    rows = [[_plain(value, language) for value in row] for row in answer.rows]
    return csv_text([headings, *rows])


def _query(path: Path) -> Query:
    text = path.read_text(encoding="utf-8-sig", errors="replace").strip()
    found = SENTENCE.match(text)
    return Query(path.stem, " ".join(found[1].split()) if found else "", text)


def _select(query: Query) -> str:
    """The text, if it is one SELECT.

    bean-query and Fava need the word first, and read no further than one statement.
    """
    if NOT_UTF_8 in query.text:
        raise CannotAnswerError(
            Text("{name}.bql er ikke lagret som UTF-8.", name=query.name)
        )
    if code := first_unseen(query.text):
        raise CannotAnswerError(
            Text(
                "{name}.bql har et tegn som ikke kan ses ({code}). Ta det bort.",
                name=query.name,
                code=code,
            )
        )
    if not FIRST_WORD.match(query.text):
        raise CannotAnswerError(
            Text("{name}.bql begynner ikke med SELECT.", name=query.name)
        )
    if ";" in NOT_CODE.sub("", query.text).rstrip().removesuffix(";"):
        raise CannotAnswerError(
            Text("{name}.bql har mer enn én spørring.", name=query.name)
        )
    return query.text


def _shown(value: object, language: str) -> str:
    """A value as people of the language write it; nothing for NULL."""
    amounts = _amounts(value)
    if amounts is not None:
        return ", ".join(f"{show(a.number, language)} {a.currency}" for a in amounts)
    match value:
        case None:
            return ""
        case bool():
            return say(Text("ja") if value else Text("nei"), language)
        case set() | frozenset():
            return ", ".join(sorted(map(str, value)))
        case dict():  # metadata, but for where on a disk it was written
            said = (f"{key}: {_shown(value[key], language)}" for key in sorted(value))
            return ", ".join(x for x in said if not x.startswith(UNSAID))
        case _:
            return show(value, language)


def _plain(value: object, language: str) -> str:
    """A value as a spreadsheet reads it: no grouping, and dates as ISO has them."""
    amounts = _amounts(value)
    if amounts is not None:
        return ", ".join(f"{_plain(a.number, language)} {a.currency}" for a in amounts)
    match value:
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case date():
            return value.isoformat()
        case _:
            return _shown(value, language)


def _amounts(value: object) -> list[Amount] | None:
    """The amounts in a value that holds amounts."""
    match value:
        case Amount():
            return [value]
        case Position():
            return [value.units]
        case Inventory():
            positions: list[Position] = value.get_positions()  # type: ignore[no-untyped-call]
            return [position.units for position in sorted(positions)]
        case _:
            return None
