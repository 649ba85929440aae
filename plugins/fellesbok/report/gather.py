"""A year of the books, laid out as the report needs it, in one walk through them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.budgets import figures
from fellesbok.budgets.form import Form
from fellesbok.budgets.records import BudgetYear
from fellesbok.budgets.records import bearers_of
from fellesbok.budgets.records import budget_lines
from fellesbok.budgets.records import parts_of
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.claims.objected_shares import objected_shares
from fellesbok.entries import vocabulary
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.declared import declared
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.frozen import frozen
from fellesbok.report.position import position
from fellesbok.sharing import statement
from fellesbok.sharing.findings import MISSING
from fellesbok.sharing.statement import by_cooperation
from fellesbok.system.differences import seen_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.budgets.figures import Line
    from fellesbok.budgets.records import Part
    from fellesbok.claims.objected_shares import ObjectedShares
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Record
    from fellesbok.entries.records import Voucher
    from fellesbok.report.contents import Place
    from fellesbok.report.position import Position
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Share

DECLARED = (REPORTING, KEY_FIGURE, CHECK_SUM, LEFT_BLANK)


@frozen
class Year:
    """What the books hold for a year, by cooperation.

    Attributes:
        number: The year.
        shared: What the plugin kept.
        lines: Lines of the two-column table, by account component.
        budgets: The same lines beside each other, and every payer's part.
        shares: Shares, by account component.
        charges: The generated entries behind the shares, and what has corrected them
            since, by account component.
        declared: What the source says besides, by kind and slug.
        units: What each commodity that is not kroner of the year is called.
        fund_moves: What each entry of the year adds to a payer's part of a fund, in
            kroner, by account components of cooperation and payer.
        root: The folder that paths are given from.
        position: What has become of claims and grants.
        objected: What is objected to, with the shares that it is about.
    """

    number: int
    shared: Shared
    lines: Mapping[str, Sequence[Line]]
    budgets: BudgetYear
    shares: Mapping[str, Sequence[Share]]
    charges: Mapping[str, Sequence[Entry]]
    declared: Mapping[tuple[str, str], Sequence[Declared]]
    units: Mapping[str, str]
    fund_moves: Mapping[tuple[str, str], Sequence[tuple[Voucher, Decimal]]]
    root: Path
    position: Position
    objected: ObjectedShares

    @property
    def agreement(self) -> Agreement:
        """The agreements."""
        return self.shared.agreement

    @property
    def payers(self) -> tuple[Payer, ...]:
        """The municipalities, and then the others."""
        return self.shared.agreement.payers

    @property
    def reader(self) -> Payer | None:
        """The payer whose part of the books it is, or ``None`` for the whole."""
        slug = self.shared.reader
        return None if slug is None else self.agreement.payer(slug)

    @property
    def every_share(self) -> list[Share]:
        """The shares of all cooperations."""
        return [share for found in self.shares.values() for share in found]

    def accounts(self, cooperation: Cooperation) -> Sequence[ShareAccount]:
        """What has become of the shares: of all, or of the reader alone."""
        found = self.position.accounts.get(cooperation.account, ())
        return [a for a in found if self.reader in {None, a.payer}]

    @property
    def currency(self) -> str:
        """Kroner of the year."""
        return self.shared.agreement.currency

    def budget_shares(self, cooperation: Cooperation) -> dict[str, Decimal]:
        """What each payer's share of the budget is, by slug."""
        return self._budgeted.get(cooperation.slug, {})

    @cached_property
    def _parts(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = defaultdict(list)
        for part in self.budgets.parts:
            found[part.cooperation.account].append(part)
        return found

    @cached_property
    def _budgeted(self) -> dict[str, dict[str, Decimal]]:
        return budgeted_shares(self.shared.budget_results, self.number)

    def form(self, cooperation: Cooperation) -> Form:
        """What the two-column table of a cooperation is made of."""
        return Form(
            cooperation,
            self.agreement,
            self.number,
            self.lines.get(cooperation.account, ()),
            self._parts.get(cooperation.account, ()),
            self.shares.get(cooperation.account, ()),
            self.budget_shares(cooperation),
            [*self.said(CHECK_SUM, cooperation), *self.said(LEFT_BLANK, cooperation)],
            self.units,
            tuple(p for p in self.payers if self.shared.may_see(cooperation, p.slug)),
            is_whole=self.shared.sees_all(cooperation),
            is_missing=self.is_missing(cooperation),
        )

    def status(self, cooperation: Cooperation) -> Declared | None:
        """What is said of the cooperation's reporting."""
        said = self.said(REPORTING, cooperation)
        return said[-1] if said else None

    def said(self, kind: str, cooperation: Cooperation) -> Sequence[Declared]:
        """What the source says of a cooperation in lines of a kind."""
        return self.declared.get((kind, cooperation.slug), ())

    def is_missing(self, cooperation: Cooperation) -> bool:
        """Whether the cooperation has not reported."""
        said = self.status(cooperation)
        return said is not None and said.word(1) == MISSING

    def unit(self, currency: str) -> str:
        """What a figure is, empty for kroner of the year."""
        return "" if currency == self.currency else self.units.get(currency, currency)

    def place(self, filename: str, line: int) -> Place | None:
        """File and line as seen from the books folder.

        There is none for what is generated, or is shown without the lines of others.
        """
        if filename in {vocabulary.FILE, SHIELDED_FILE}:
            return None
        return Path(seen_from(filename, self.root)).as_posix(), line

    def place_of(self, written: Record) -> Place | None:
        """Where something is written."""
        return self.place(*written.place)


def gather(books: Books, shared: Shared, year: int, day: date | None = None) -> Year:
    """The year's part of the books, sorted so that the order of files is no matter.

    Args:
        books: The loaded books.
        shared: What the plugin kept.
        year: The year of the report.
        day: The day that claims, deadlines and objections are seen from, or ``None``.
    """
    said: dict[tuple[str, str], list[Declared]] = defaultdict(list)
    for line in declared(books.entries, *DECLARED):
        if line.day.year == year and line.is_readable:
            said[line.kind, line.word(0)].append(line)
    for lines in said.values():
        lines.sort(key=lambda line: (line.day, *line.place))
    found = figures.lines(books.entries, shared.agreement, year)
    shares = statement.shares(books.entries, year)
    return Year(
        number=year,
        shared=shared,
        lines=by_cooperation(found),
        budgets=_budgets(books.entries, shared, year, found, shares),
        shares=by_cooperation(shares),
        charges=_charges(books.entries, year),
        declared=said,
        units=figures.unit_names(books.entries),
        fund_moves=_fund_moves(books.entries, shared.agreement, year),
        root=books.main.resolve().parent.parent,
        position=position(books.entries, shared, year, day),
        objected=objected_shares(books.entries, shared.agreement, day),
    )


def _budgets(
    entries: Entries,
    shared: Shared,
    year: int,
    found: Sequence[Line],
    shares: Sequence[Share],
) -> BudgetYear:
    """Budget and accounts of the whole year, as the page of budgets has them."""
    every = budget_lines(found, found, whole_year=True)
    bearers = bearers_of(entries, shared, year, shared.agreement.payers, shares)
    parts = parts_of(every, bearers, whole_year=True)
    return BudgetYear(year, str(year), whole_year=True, lines=every, parts=parts)


def _charges(entries: Entries, year: int) -> dict[str, list[Entry]]:
    """What was generated in the year, and what has corrected it since."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for voucher in vouchers_in(entries, generated=True):
        corrects = str(voucher.meta.get(vocabulary.CORRECTS)) == str(year)
        if corrects or voucher.day.year == year:
            found[voucher.meta[vocabulary.COOPERATION]].append(voucher.entry)
    return found


def _fund_moves(
    entries: Entries, agreement: Agreement, year: int
) -> dict[tuple[str, str], list[tuple[Voucher, Decimal]]]:
    """What each voucher of the year adds to a part of a fund: whose, of which, how."""
    found: dict[tuple[str, str], list[tuple[Voucher, Decimal]]] = defaultdict(list)
    prefix = f"{agreement.accounts.funds}:"
    for voucher in vouchers_in(entries, year):
        for line in voucher.lines:
            if line.account.startswith(prefix):
                *_, cooperation, payer = line.account.split(":")
                found[cooperation, payer].append((voucher, -line.amount))
    return found
