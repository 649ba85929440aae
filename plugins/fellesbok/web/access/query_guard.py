"""Queries that read and do nothing else (*spørringer*).

Fava hands what a reader writes to a shell that also knows commands: some write files.
Here a text is a query in the query language, or the name of one in the books, and the
language's own parser decides which of its statements only read.
"""

from __future__ import annotations

import re
import shlex
from copy import copy
from typing import TYPE_CHECKING
from typing import Any

from beanquery import CompilationError
from beanquery import ParseError
from beanquery import parser
from fava.core.module_base import FavaModule
from fava.core.query_shell import FavaBQLShell
from fava.core.query_shell import FavaShellError
from fava.core.query_shell import QueryCompilationError
from fava.core.query_shell import QueryShell

from fellesbok.messages import Text
from fellesbok.messages import quoted
from fellesbok.questions.mistakes import mistake_of
from fellesbok.questions.queries import Answer
from fellesbok.unseen import first_unseen
from fellesbok.web.limits.deadline import in_time
from fellesbok.web.limits.deadline import spend
from fellesbok.web.limits.query_values import measure_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beanquery import Cursor
    from fava.beans.abc import Directive
    from fava.core import FavaLedger

READING = ("Select", "Balances", "Journal", "Print")
LONGEST = 4_000
"""Characters; the longest query of the books has a third of it."""

MOST_COLUMNS = 100

UNANSWERABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the query language raises for values that it cannot work with."""

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|/\*.*?\*/", re.DOTALL)
"""Texts and remarks in a query; a semicolon elsewhere begins another statement."""


NOT_READING = Text(
    "Her kan du bare lese: SELECT, BALANCES, JOURNAL, PRINT, eller run og navnet på en"
    " spørring i bøkene."
)
NOT_WHOLE = Text("Spørringen er ikke hel.")
TOO_WIDE = Text("En spørring kan ha høyst {most} kolonner.", most=MOST_COLUMNS)
NO_TABLE = Text("Bare en spørring som svarer med en tabell, kan lastes ned.")
"""What the reader is told of a query that is not asked, or not answered."""


class ReadingQueryShell(QueryShell):
    """Fava's queries without its commands; several readers can ask at once."""

    def __init__(self, ledger: FavaLedger) -> None:
        """Ask the books of that ledger."""
        FavaModule.__init__(self, ledger)
        self.shell: Any = _ReadingShell(ledger)

    def answer(self, entries: Sequence[Directive], query: str) -> tuple[str, Answer]:
        """The name of a query and its whole answer, with every value as it is.

        Raises:
            FavaShellError: It is not a query that reads, cannot be understood, or
                answers with text.
        """
        name, text = _named(self.ledger, query)
        cursor: Any = self.shell.run(entries, text)
        if isinstance(cursor, str):
            raise FavaShellError(NO_TABLE)
        columns = tuple((column.name, column.datatype) for column in cursor.description)
        rows: Any = in_time(tuple)(tuple(row) for row in cursor.fetchall())
        return name, Answer(columns, rows)


class _ReadingShell:
    """Runs one query at a time; nothing is kept from one to the next."""

    def __init__(self, ledger: FavaLedger) -> None:
        self._ledger = ledger

    def run(self, entries: Sequence[Directive], query: str) -> Cursor | str:
        """The answer, as rows or as text.

        Raises:
            FavaShellError: It is not a query that reads, or cannot be understood.
        """
        _name, text = _named(self._ledger, query)
        statement = _read(text)
        try:
            answer = _OneQueryShell(self._ledger, statement).run(entries, text)
        except RecursionError:
            raise FavaShellError(NOT_READING) from None
        except (CompilationError, *UNANSWERABLE) as error:
            raise FavaShellError(mistake_of(error)) from error
        if isinstance(answer, str):
            spend(len(answer))
        else:
            measure_answer(answer)
            kind: Any = type(answer)
            answer.__class__ = in_time(kind)
        return answer


class _OneQueryShell(FavaBQLShell):
    """Fava's shell, in which a line is the statement that was read, not a command."""

    def __init__(self, ledger: FavaLedger, statement: Any) -> None:  # noqa: ANN401 -- as the parser gives it
        super().__init__(ledger)
        self._statement = statement

    def parse(self, *_line: object, **_named: object) -> Any:  # noqa: ANN401 -- as its parent
        """The statement; to read it again takes as long as the rest of the answer."""
        return self._statement

    def run(self, entries: Sequence[Directive], query: str) -> Cursor | str:
        """The answer; a mistake as the query language has it, and not in Fava's words.

        Raises:
            CompilationError: The query asks for what is not there.
        """
        try:
            return super().run(entries, query)
        except QueryCompilationError as error:
            raise (error.__cause__ or error) from None

    def onecmd(self, line: str) -> Any:  # noqa: ANN401 -- as its parent
        """Run a statement on tables that look at the clock for each row."""
        tables: dict[str, Any] = self.context.tables
        for name, table in tables.items():
            tables[name] = _timed(table)
        return self.execute(line)  # type: ignore[no-untyped-call]


def _timed(table: Any) -> Any:  # noqa: ANN401 -- any table
    """The table, of which reading a row too late is an error."""
    kind: Any = type(table)
    timed = copy(table)
    timed.__class__ = in_time(kind)
    return timed


def _named(ledger: FavaLedger, query: str) -> tuple[str, str]:
    """The name and the text of a query in the books, or the text that was asked."""
    text = query.strip().rstrip("; \t\n")
    if len(text) > LONGEST:
        raise FavaShellError(NOT_READING)
    first, _, rest = text.partition(" ")
    if first.lower() not in {"run", ".run"}:
        return "query_result", text
    try:
        names = shlex.split(rest.rstrip("; \t"))
    except ValueError:
        raise FavaShellError(NOT_READING) from None
    if len(names) != 1:
        raise FavaShellError(NOT_READING)
    for found in ledger.all_entries_by_type.Query:
        if found.name == names[0]:
            return found.name, found.query_string.strip()
    named = quoted(names[0])
    text = Text("Bøkene har ingen spørring som heter «{name}».", name=named)
    raise FavaShellError(text)


def _read(text: str) -> Any:  # noqa: ANN401 -- as the parser gives it
    """The statement, which reads and does no more; what it is decides the parser."""
    if code := first_unseen(text):
        text = Text("Spørringen har et tegn som ikke kan ses ({code}).", code=code)
        raise FavaShellError(text)
    if QUOTED.sub("", text).count(",") >= MOST_COLUMNS:
        raise FavaShellError(TOO_WIDE)  # the parser takes long for many
    try:
        statement = parser.parse(text)  # type: ignore[no-untyped-call]
    except IndexError:
        # The language's parser loses its way at the end of a text that is cut.
        raise FavaShellError(NOT_WHOLE) from None
    except ParseError as error:
        if not text or not text[0].isalpha():
            raise FavaShellError(NOT_READING) from None
        raise FavaShellError(mistake_of(error)) from error
    except RecursionError:
        raise FavaShellError(NOT_READING) from None
    if type(statement).__name__ not in READING or ";" in QUOTED.sub("", text):
        raise FavaShellError(NOT_READING)
    return statement
