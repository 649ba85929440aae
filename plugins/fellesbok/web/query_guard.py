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
from typing import cast

from beanquery import CompilationError
from beanquery import ParseError
from beanquery import parser
from fava.core.module_base import FavaModule
from fava.core.query_shell import FavaBQLShell
from fava.core.query_shell import FavaShellError
from fava.core.query_shell import QueryCompilationError
from fava.core.query_shell import QueryNotFoundError
from fava.core.query_shell import QueryParseError
from fava.core.query_shell import QueryShell

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables import harmless
from fellesbok.web.limits import seconds_left
from fellesbok.web.norwegian import page_language

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beanquery import Cursor
    from fava.beans.abc import Directive
    from fava.core import FavaLedger

READING = ("Select", "Balances", "Journal", "Print")
LONGEST = 4_000
"""Characters; the longest query of the books has a third of it."""

MOST_COLUMNS = 100

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|/\*.*?\*/", re.DOTALL)
"""Texts and remarks in a query; a semicolon elsewhere begins another statement."""


class NotReadingError(FavaShellError):
    """The text is not a query that only reads."""

    def __init__(self) -> None:
        """Say what can be asked."""
        text = Text(
            "Her kan du bare lese: SELECT, BALANCES, JOURNAL, PRINT, eller run og"
            " navnet på en spørring i bøkene."
        )
        super().__init__(say(text, page_language()))


class CutQueryError(FavaShellError):
    """The text ends in the middle of a query."""

    def __init__(self) -> None:
        """Say that something is lacking."""
        super().__init__(say(Text("Spørringen er ikke hel."), page_language()))


class TooWideError(FavaShellError):
    """The query asks for more columns than anybody reads."""

    def __init__(self) -> None:
        """Say how many can be asked for."""
        text = Text("En spørring kan ha høyst {most} kolonner.", most=MOST_COLUMNS)
        super().__init__(say(text, page_language()))


class ReadingQueryShell(QueryShell):
    """Fava's queries without its commands; several readers can ask at once."""

    def __init__(self, ledger: FavaLedger) -> None:
        """Ask the books of that ledger."""
        FavaModule.__init__(self, ledger)
        self.shell: Any = _ReadingShell(ledger)

    def query_to_file(
        self, entries: Sequence[Directive], query_string: str, result_format: str
    ) -> tuple[str, io.BytesIO]:
        """The answer as a file in which no text of the books is a formula."""
        name, query = _named(self.ledger, query_string)
        safe = QueryShell(self.ledger)
        safe.shell = _HarmlessShell(self.ledger)  # type: ignore[assignment]
        _name, content = safe.query_to_file(entries, query, result_format)
        return name, content


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
        _check(text)
        try:
            return _OneQueryShell(self._ledger).run(entries, text)
        except RecursionError:
            raise NotReadingError from None


class _HarmlessShell(_ReadingShell):
    """The same, for files: what stands in a cell is a value."""

    def run(self, entries: Sequence[Directive], query: str) -> Cursor | str:
        """The answer, texts that look like formulas behind an apostrophe."""
        answer: Any = super().run(entries, query)
        if isinstance(answer, str):
            return answer
        return cast("Cursor", _Harmless(answer))


class _Harmless:
    """A cursor whose texts cannot be formulas."""

    def __init__(self, cursor: Cursor) -> None:
        self.description: Any = cursor.description
        self._cursor: Any = cursor

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row."""
        return [tuple(_cell(v) for v in row) for row in self._cursor.fetchall()]


class _OneQueryShell(FavaBQLShell):
    """Fava's shell, in which a line is a statement and never a command."""

    def onecmd(self, line: str) -> Any:  # noqa: ANN401 -- as its parent
        """Run a statement on tables that look at the clock for each row."""
        tables: dict[str, Any] = self.context.tables
        for name, table in tables.items():
            tables[name] = _timed(table)
        return self.execute(line)  # type: ignore[no-untyped-call]


def _timed(table: Any) -> Any:  # noqa: ANN401 -- any table
    """The table, of which reading a row too late is an error."""
    kind: Any = type(table)

    class Timed(kind):  # type: ignore[misc]
        """A table that looks at the clock."""

        def __iter__(self) -> Iterator[Any]:
            for row in super().__iter__():
                seconds_left()
                yield row

    timed = copy(table)
    timed.__class__ = Timed
    return timed


def _named(ledger: FavaLedger, query: str) -> tuple[str, str]:
    """The name and the text of a query in the books, or the text that was asked."""
    text = query.strip().rstrip("; \t\n")
    if len(text) > LONGEST:
        raise NotReadingError
    first, _, rest = text.partition(" ")
    if first.lower() not in {"run", ".run"}:
        return "query_result", text
    try:
        names = shlex.split(rest.rstrip("; \t"))
    except ValueError:
        raise NotReadingError from None
    if len(names) != 1:
        raise NotReadingError
    for found in ledger.all_entries_by_type.Query:
        if found.name == names[0]:
            return found.name, found.query_string.strip()
    raise QueryNotFoundError(names[0])


def _check(text: str) -> None:
    """Raise unless the statement reads; what it is decides the parser."""
    if QUOTED.sub("", text).count(",") >= MOST_COLUMNS:
        raise TooWideError  # the parser takes long for many
    try:
        statement = parser.parse(text)  # type: ignore[no-untyped-call]
    except IndexError:
        # The language's parser loses its way at the end of a text that is cut.
        raise CutQueryError from None
    except ParseError as error:
        if not text or not text[0].isalpha():
            raise NotReadingError from None
        raise QueryParseError(error) from error
    except CompilationError as error:
        raise QueryCompilationError(error) from error
    except RecursionError:
        raise NotReadingError from None
    if type(statement).__name__ not in READING or ";" in QUOTED.sub("", text):
        raise NotReadingError


def _cell(value: Any) -> Any:  # noqa: ANN401 -- a query can select anything
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, (set, frozenset)):
        return type(value)(harmless(str(v)) for v in value)
    return value
