"""What stands in front in one payer's report: what it pays, why, and what is other.

The tables are those of its own page (*kommuneoppgave*) and of the agreements, in the
part of the books that it may read.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.agreement.statistic_tables import statistics_tables
from fellesbok.agreement.tables import DECISION
from fellesbok.agreement.tables import EXPIRES
from fellesbok.agreement.tables import FIRST_DAY
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import KEY
from fellesbok.agreement.tables import LAST_DAY
from fellesbok.agreement.tables import NET_OR_GROSS
from fellesbok.agreement.tables import NOTICE
from fellesbok.agreement.tables import SETTLEMENT
from fellesbok.agreement.tables import SURPLUS
from fellesbok.agreement.tables import terms_of_year_table
from fellesbok.claims.owed import owed
from fellesbok.claims.owned_tables import owned_table
from fellesbok.claims.payer_tables import PayerTables
from fellesbok.claims.payer_year import Seen
from fellesbok.claims.payer_year import statement_of
from fellesbok.claims.settling import NOTHING
from fellesbok.claims.settling import Read
from fellesbok.claims.settling import settlement_of
from fellesbok.claims.settling_tables import settling_tables
from fellesbok.claims.tied import first_unknown
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.compare.last_year import beside_last_year
from fellesbok.compare.last_year import change_in_all
from fellesbok.compare.last_year_tables import last_year_table
from fellesbok.contradictions import ContradictionError
from fellesbok.lint.seen_by_one import takes_part_in
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.objections.tables import objections_table
from fellesbok.report import anchors
from fellesbok.report.contents import Chapter
from fellesbok.report.contents import Headline
from fellesbok.report.contents import Summary
from fellesbok.report.front import population
from fellesbok.report.noted_table import alone
from fellesbok.report.noted_table import panel_of
from fellesbok.report.noted_table import why_not
from fellesbok.report.over_time import years_until
from fellesbok.sharing.by_year_tables import years_of_one_table
from fellesbok.sharing.owed_tables import owed_to_cooperations
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables.in_short import MOST_FIGURES
from fellesbok.tables.in_short import Figure
from fellesbok.viewpoint import entries_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.claims.owed import Owed
    from fellesbok.claims.payer_year import Statement
    from fellesbok.claims.settling import Settlement
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.sharing.by_year import PayerYear
    from fellesbok.sharing.statement import Share
    from fellesbok.tables import Table

IN_REPORT = (
    *(COOPERATION, FIRST_DAY, LAST_DAY, HOST, KEY, NET_OR_GROSS, SETTLEMENT, SURPLUS),
    *(DECISION, NOTICE, EXPIRES),
)
"""The participants stand with each cooperation."""


class OnePayer:
    """The front of one payer's report."""

    def __init__(self, books: Books, year: Year, payer: Payer) -> None:
        """Read its year once.

        Args:
            books: The part of the books that it may read.
            year: The same, laid out.
            payer: Who it is.
        """
        self._books = books
        self._year = year
        self._payer = payer
        explained = {
            (slug, str(year.number))
            for slug, cooperation in year.agreement.cooperations.items()
            if any(a.payer == payer for a in year.accounts(cooperation))
        }
        self._to = anchors.leading(anchors.METHOD, explained=explained)
        self._before = beside_last_year(
            books.entries, year.agreement, payer, year.number
        )

    def summary(self) -> Summary:
        """What it pays and bears itself, by cooperation."""
        shares = self._year.every_share
        owes = self._owes(shares)
        table = owed_to_cooperations(
            shares, self._payer, self._year.agreement, self._year.number
        )
        told = [*owes.in_short.figures, Figure(TOTAL.title, owes.parts.total)]
        return Summary(
            sentences=tuple(self._sentences(owes)),
            figures=tuple(
                Headline(each.title, alone(each, anchors.METHOD))
                for each in told[:MOST_FIGURES]
                if each.value is None or isinstance(each.value, Decimal)
            ),
            table=panel_of(table, self._to),
        )

    def chapters(self) -> tuple[Chapter, ...]:
        """Shares, claims and funds; the year before; terms and statistics."""
        tables = (
            ("andeler-og-krav", Text("Andeler, krav og fond"), self._owed()),
            ("mot-aaret-foer", Text("Mot budsjettet og året før"), self._beside()),
            ("avtaler", Text("Avtaler, nøkler og statistikk"), self._terms()),
        )
        found = (
            Chapter(part, title, tuple(self._panels(part, made)))
            for part, title, made in tables
        )
        return tuple(chapter for chapter in found if chapter.panels)

    def _owes(self, shares: Sequence[Share]) -> Owed:
        """What it owes; of the shares alone where what is claimed is unclear.

        The contradiction is told where the tables of it would stand.
        """
        period = str(self._year.number)
        with suppress(ContradictionError):
            if self._statement is not None and self._statement.has_claims:
                book, day = self._settlement.book, self._year.position.day
                unpaid = unpaid_of(book.open, book.loose, day)
                return owed(self._payer, period, shares, unpaid, self._settlement)
        laid_out = self._read.laid_out.get(self._payer.account, NOTHING)
        return owed(self._payer, period, shares, laid_out=laid_out)

    def _sentences(self, owes: Owed) -> Iterator[str]:
        yield owes.sentence
        people = population(self._year).get(self._payer.slug)
        if people and owes.parts.total is not None:
            each = per_inhabitant(owes.parts.total, people)
            yield Text("Andelene er {each} kr per innbygger.", each=each)
        if self._before:
            yield self._since()

    def _since(self) -> Text:
        """How much more or less it is than the year before, in all."""
        year, change = self._year.number - 1, change_in_all(self._before)
        if change < 0:
            return Text(
                "Det er {less} kr mindre enn i {year}.", less=-change, year=year
            )
        return Text("Det er {more} kr mer enn i {year}.", more=change, year=year)

    @cached_property
    def _read(self) -> Read:
        entries = list(self._books.entries)
        return Read(
            entries,
            entries,
            self._year.agreement,
            self._year.position.day,
            unknown=first_unknown(entries, self._year.shared),
        )

    @cached_property
    def _settlement(self) -> Settlement:
        return settlement_of(self._read, self._payer, self._year.number)

    @cached_property
    def _statement(self) -> Statement | None:
        entries = entries_of_year(self._books, self._year.number)
        seen = Seen(entries, entries, list(self._books.entries), self._year.shared)
        return statement_of(seen, self._payer, self._year.number, whole_year=True)

    def _owed(self) -> Iterator[Table]:
        statement = self._statement
        period = str(self._year.number)
        objected = [
            each
            for each in objections(self._books.entries, self._year.agreement)
            if each.payer == self._payer
        ]
        if statement is not None:
            yield from PayerTables(statement, period, objected).owed()
            if statement.has_claims:
                yield from settling_tables(self._settlement)
            yield from owned_table(statement, self._year.agreement, period)
        if objected:
            yield objections_table(objected)

    @cached_property
    def by_year(self) -> tuple[PayerYear, ...]:
        """What it has borne until the year, and how many lived there."""
        year = self._year
        entries = self._books.entries
        return years_until(entries, year.agreement, year.number, self._payer)

    def _beside(self) -> Iterator[Table]:
        statement = self._statement
        if statement is not None:
            yield from PayerTables(statement, str(self._year.number)).beside()
        yield from last_year_table(self._before, self._payer, self._year.number)
        if len(self.by_year) > 1:
            yield from years_of_one_table(self.by_year, self._year.agreement)

    def _terms(self) -> Iterator[Table]:
        year, shared = self._year.number, self._year.shared
        ours = [
            cooperation
            for cooperation in shared.agreement.cooperations.values()
            if takes_part_in(cooperation, shared, year)
        ]
        table = terms_of_year_table(ours, shared.agreement, year)
        yield table.narrowed(column.name for column in IN_REPORT)
        used = (
            pot.evaluation
            for result in shared.results
            if result.year == year and result.cooperation in ours
            for period in result.periods
            for pot in period.pots
        )
        yield from statistics_tables(used, shared.agreement)

    def _panels(self, part: str, tables: Iterator[Table]) -> Iterator[Panel]:
        """Tables on paper; one that contradicts itself ends those of its chapter."""
        try:
            for number, table in enumerate(tables, 1):
                anchor = f"{part}-{number}-{table.name}"
                yield panel_of(table, self._to, anchor=anchor)
        except ContradictionError as error:
            yield why_not(part, error)
