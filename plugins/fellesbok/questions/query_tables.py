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
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beanquery import CompilationError
from beanquery import query_compile
from beanquery import tables
from beanquery.sources import beancount as source

from fellesbok.budgets.tables import FIGURES
from fellesbok.contradiction_texts import not_shown
from fellesbok.contradictions import ContradictionError
from fellesbok.questions import about_claims
from fellesbok.questions import about_settlements
from fellesbok.questions import about_years
from fellesbok.questions.about_years import Row
from fellesbok.shared import OPTION
from fellesbok.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core.data import Directive

Rows = Callable[[Sequence["Directive"], Shared], Iterator[Row]]

SUMMARIES = {"<summarize>", "<transfer_balances>", "<conversions>"}
"""File names of what Beancount puts in the place of entries outside a time filter."""


class _Column(query_compile.EvalColumn):
    """One value of a row.

    The slots matter: beanquery takes columns with equal slots for the same column.
    """

    __slots__ = ("place",)

    def __init__(self, place: int, dtype: type) -> None:
        super().__init__(dtype)  # type: ignore[no-untyped-call]
        self.place = place

    def __call__(self, row: Row) -> object:
        """Give the row's value."""
        return row[self.place]


class _Table(tables.Table):
    """Rows that are worked out when they are asked for, from the entries given."""

    rows: Rows

    def __init__(
        self, entries: Sequence[Directive], options: Mapping[str, Any]
    ) -> None:
        self._entries = entries
        self._options = options

    def __iter__(self) -> Iterator[Row]:
        shared = self._options.get(OPTION)
        if isinstance(shared, Shared):
            entries = [e for e in self._entries if not _is_summary(e)]
            try:
                yield from type(self).rows(entries, shared)
            except ContradictionError as error:
                # Told as a query that cannot be answered, by every face of queries.
                text = str(not_shown(error))
                raise CompilationError(text) from None  # type: ignore[no-untyped-call]


def _table(rows: Rows, **columns: type) -> type[_Table]:
    """The table of that function's rows; the columns stand in the rows' order."""
    places = {
        name: _Column(place, dtype)
        for place, (name, dtype) in enumerate(columns.items())
    }
    name = rows.__name__
    return type(name, (_Table,), {"name": name, "columns": places, "rows": rows})


BUDGET_BESIDE_ACCOUNTS = {column.name: Decimal for column in FIGURES}

TABLES = (
    _table(
        about_years.budget_vs_accounts,
        year=int,
        cooperation=str,
        cost_centre=str,
        kind=str,
        part=str,
        account=str,
        currency=str,
        **BUDGET_BESIDE_ACCOUNTS,
    ),
    _table(
        about_years.budget_totals,
        year=int,
        cooperation=str,
        kind=str,
        currency=str,
        **BUDGET_BESIDE_ACCOUNTS,
    ),
    _table(
        about_years.allocations,
        year=int,
        date=date,
        cooperation=str,
        municipality=str,
        period=str,
        basis=Decimal,
        key=str,
        share=str,
        share_percent=Decimal,
        amount=Decimal,
        internal=bool,
        due=str,
        link=str,
    ),
    _table(
        about_years.corrections,
        year=int,
        date=date,
        cooperation=str,
        municipality=str,
        period=str,
        corrects=int,
        before=Decimal,
        after=Decimal,
        amount=Decimal,
        reason=str,
    ),
    _table(
        about_years.budget_allocations,
        year=int,
        cooperation=str,
        municipality=str,
        **BUDGET_BESIDE_ACCOUNTS,
    ),
    _table(about_years.findings, year=int, cooperation=str, kind=str, text=str),
    _table(
        about_years.grants,
        year=int,
        cooperation=str,
        grantor=str,
        currency=str,
        budget=Decimal,
        accounts=Decimal,
    ),
    _table(
        about_years.grant_clock,
        year=int,
        cooperation=str,
        grant=str,
        title=str,
        grantor=str,
        currency=str,
        carried_over=Decimal,
        available=Decimal,
        earned=Decimal,
        received=Decimal,
        committed=Decimal,
        earned_so_far=Decimal,
        received_so_far=Decimal,
        receivable=Decimal,
        unused=Decimal,
        remaining=Decimal,
        cap=Decimal,
        above_cap=Decimal,
        next_deadline=date,
    ),
    _table(
        about_years.funds,
        year=int,
        cooperation=str,
        municipality=str,
        opening=Decimal,
        set_aside=Decimal,
        paid_in=Decimal,
        used=Decimal,
        transferred=Decimal,
        paid_out=Decimal,
        booked=Decimal,
        closing=Decimal,
    ),
    _table(
        about_years.in_kind,
        year=int,
        cooperation=str,
        party=str,
        unit=str,
        planned=Decimal,
        quantity=Decimal,
        value=Decimal,
        remark=str,
    ),
    _table(
        about_claims.claims,
        year=int,
        claim=str,
        kind=str,
        cooperation=str,
        municipality=str,
        host=str,
        period=str,
        instalment=str,
        date=date,
        due=date,
        amount=Decimal,
        set_off=Decimal,
        received=Decimal,
        tax=Decimal,
        kid=str,
        credits=str,
        reason=str,
    ),
    _table(
        about_claims.outstanding_claims,
        year=int,
        claim=str,
        kind=str,
        cooperation=str,
        municipality=str,
        host=str,
        date=date,
        due=date,
        amount=Decimal,
        credited=Decimal,
        paid=Decimal,
        remaining=Decimal,
        days_overdue=int,
        overdue=Decimal,
        credit=Decimal,
        to_remind=Decimal,
        remind=bool,
        on=date,
    ),
    _table(
        about_claims.payment_plan,
        year=int,
        cooperation=str,
        instalment=int,
        instalments=int,
        due=date,
        municipality=str,
        amount=Decimal,
        claim=str,
        settled=bool,
    ),
    _table(
        about_settlements.settlements,
        year=int,
        cooperation=str,
        municipality=str,
        brought_forward=Decimal,
        share=Decimal,
        corrected=Decimal,
        given_back=Decimal,
        fund=Decimal,
        paid_directly=Decimal,
        advance=Decimal,
        settlement=Decimal,
        credited=Decimal,
        claimed=Decimal,
        to_settle=Decimal,
        set_off=Decimal,
        received=Decimal,
        tax=Decimal,
        paid=Decimal,
        outstanding=Decimal,
    ),
    _table(
        about_settlements.accruals,
        year=int,
        date=date,
        cooperation=str,
        id=str,
        account=str,
        amount=Decimal,
        awaits=str,
        sender=str,
        text=str,
        since=date,
        replaced=date,
    ),
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
