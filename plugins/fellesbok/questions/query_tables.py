"""Tables for the query language: the same figures in bean-query and in Fava.

``SELECT cooperation, variance FROM budget_totals WHERE year = 2018``.

Importing this module makes the tables known.  ``fellesbok.shared`` asks for it when
there are books and beanquery is taken in, also where Beancount reads the books from its
cache without running plugins.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beanquery import CompilationError
from beanquery import query_compile
from beanquery import tables
from beanquery.sources import beancount as source

from fellesbok.contradictions import ContradictionError
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.questions import record_tables
from fellesbok.questions.record_tables import as_text
from fellesbok.shared import OPTION
from fellesbok.shared import WHOLE
from fellesbok.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.questions.record_tables import RecordTable

TYPES = {
    "bool": bool,
    "date": date,
    "Decimal": Decimal,
    "Fraction": str,
    "Quantity": Decimal,
    "int": int,
    "str": str,
    "tuple[str, ...]": str,
}
"""The types that the query language knows, as the fields of a record tell them."""

SUMMARIES = {"<summarize>", "<transfer_balances>", "<conversions>"}
"""File names of what Beancount puts in the place of entries outside a time filter."""


class _Column(query_compile.EvalColumn):
    """One field of a record.

    The slots matter: beanquery takes columns with equal slots for the same column.
    """

    __slots__ = ("field",)

    def __init__(self, field: str, dtype: type) -> None:
        super().__init__(dtype)  # type: ignore[no-untyped-call]
        self.field = field

    def __call__(self, record: object) -> object:
        """Give the record's value, exact, in a type that the language knows."""
        return as_text(getattr(record, self.field))


class _Table(tables.Table):
    """Rows that are worked out when they are asked for, from the entries given."""

    of: RecordTable

    def __init__(
        self, entries: Sequence[Directive], options: Mapping[str, Any]
    ) -> None:
        self._entries = entries
        self._options = options

    def __iter__(self) -> Iterator[object]:
        shared = self._options.get(OPTION)
        if isinstance(shared, Shared):
            entries = [e for e in self._entries if not _is_summary(e)]
            try:
                whole = self._options.get(WHOLE, lambda: entries)
                yield from self.of.rows(entries, shared, whole())
            except ContradictionError as error:
                # Told as a query that cannot be answered, by every face of queries.
                text = str(not_shown(error))
                raise CompilationError(text) from None  # type: ignore[no-untyped-call]


def query_table(of: RecordTable) -> type[_Table]:
    """The table of a subject's records: its columns are the record's fields."""
    columns = {
        name: _Column(name, TYPES[written]) for name, written in of.columns.items()
    }
    return type(of.name, (_Table,), {"name": of.name, "columns": columns, "of": of})


TABLES = tuple(map(query_table, record_tables.TABLES))


def register() -> None:
    """Make the tables known to beanquery, once however often it is called."""
    known: list[Any] = source._TABLES  # noqa: SLF001 -- beanquery has no other way
    ours = {table.name for table in TABLES}
    known[:] = [*(table for table in known if table.name not in ours), *TABLES]


def _is_summary(entry: Directive) -> bool:
    is_transaction = isinstance(entry, data.Transaction)
    return is_transaction and entry.meta["filename"] in SUMMARIES


register()
