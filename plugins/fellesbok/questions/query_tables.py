"""Tables for the query language: the same figures in bean-query and in Fava.

``SELECT cooperation, variance FROM budget_totals WHERE year = 2018``.

Importing this module makes the tables known.  ``fellesbok.shared`` asks for it when
there are books and beanquery is taken in, also where Beancount reads the books from its
cache without running plugins.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beanquery import CompilationError
from beanquery import query_compile
from beanquery import tables
from beanquery.sources import beancount as source

from fellesbok.claims.records import PlannedInstalment
from fellesbok.contradiction_texts import not_shown
from fellesbok.contradictions import ContradictionError
from fellesbok.questions import about_claims
from fellesbok.questions import about_settlements
from fellesbok.questions import about_years
from fellesbok.shared import OPTION
from fellesbok.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core.data import Directive

Rows = Callable[[Sequence["Directive"], Shared], Iterator[object]]

TYPES = {
    "bool": bool,
    "date": date,
    "Decimal": Decimal,
    "Fraction": str,
    "int": int,
    "str": str,
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
        """Give the record's value; the language has no fractions, and text is exact."""
        value = getattr(record, self.field)
        return str(value) if isinstance(value, Fraction) else value


class _Table(tables.Table):
    """Rows that are worked out when they are asked for, from the entries given."""

    rows: Rows

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
                yield from type(self).rows(entries, shared)
            except ContradictionError as error:
                # Told as a query that cannot be answered, by every face of queries.
                text = str(not_shown(error))
                raise CompilationError(text) from None  # type: ignore[no-untyped-call]


def record_table(rows: Rows, record: type) -> type[_Table]:
    """The table of a subject's records, by the name of the function that gives them.

    Its columns are the record's fields, by their names and in their order, after the
    year where it has one: everything is asked for by that.  So what a subject adds to
    its record can be asked for with no word said here.

    Args:
        rows: What gives the records, out of the entries that are asked.
        record: A frozen dataclass or a named tuple of types that the language knows.
    """
    types = {name: _type_of(told) for name, told in record.__annotations__.items()}
    names = sorted(types, key=lambda name: name != "year")
    columns = {name: _Column(name, types[name]) for name in names}
    name = rows.__name__
    return type(name, (_Table,), {"name": name, "columns": columns, "rows": rows})


def _type_of(told: Any) -> type:  # noqa: ANN401 -- as Python keeps an annotation
    """The type of a field as it is written; what may be blank is of the same type."""
    written = str(getattr(told, "__forward_arg__", told)).removeprefix("dt.")
    return TYPES[written.removesuffix(" | None")]


TABLES = (
    record_table(about_years.budget_vs_accounts, about_years.BudgetLine),
    record_table(about_years.budget_totals, about_years.BudgetTotal),
    record_table(about_years.allocations, about_years.Allocation),
    record_table(about_years.corrections, about_years.CorrectionRow),
    record_table(about_years.budget_allocations, about_years.BudgetAllocation),
    record_table(about_years.findings, about_years.FindingRow),
    record_table(about_years.grants, about_years.GrantLine),
    record_table(about_years.grant_clock, about_years.GrantClock),
    record_table(about_years.funds, about_years.FundRow),
    record_table(about_years.in_kind, about_years.InKindRow),
    record_table(about_claims.claims, about_claims.ClaimAsWritten),
    record_table(about_claims.outstanding_claims, about_claims.OutstandingClaim),
    record_table(about_claims.payment_plan, PlannedInstalment),
    record_table(about_settlements.settlements, about_settlements.SettlementRow),
    record_table(about_settlements.accruals, about_settlements.AccrualRow),
)


def register() -> None:
    """Make the tables known to beanquery, once however often it is called."""
    known: list[Any] = source._TABLES  # noqa: SLF001 -- beanquery has no other way
    ours = {table.name for table in TABLES}
    known[:] = [*(table for table in known if table.name not in ours), *TABLES]


def _is_summary(entry: Directive) -> bool:
    is_transaction = isinstance(entry, data.Transaction)
    return is_transaction and entry.meta["filename"] in SUMMARIES


register()
