"""A year of the books, laid out as the report needs it, in one walk through them."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.budgets import figures
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.entries import vocabulary
from fellesbok.entries.checks import CHECK_SUM
from fellesbok.entries.checks import KEY_FIGURE
from fellesbok.entries.checks import LEFT_BLANK
from fellesbok.entries.checks import is_readable
from fellesbok.entries.custom_values import words_of
from fellesbok.report.position import position
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Custom
    from beancount.core.data import Directive

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.books import Books
    from fellesbok.budgets.figures import Line
    from fellesbok.report.model import Place
    from fellesbok.report.position import Position
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Share

REPORTING = "rapportering"
DECLARED = {CHECK_SUM, KEY_FIGURE, LEFT_BLANK}
STATUS_MISSING = "mangler"


@dataclass(frozen=True)
class Year:
    """What the books hold for a year, by cooperation.

    Attributes:
        number: The year.
        shared: What the plugin kept.
        lines: Lines of the two-column table, by account component.
        shares: Shares, by account component.
        charges: The generated entries behind the shares, and what has corrected them
            since, by account component.
        customs: Custom directives by type and slug.
        units: What each commodity that is not kroner of the year is called.
        fund_moves: What each entry of the year adds to a payer's part of a fund, in
            kroner, by account components of cooperation and payer.
        root: The folder that paths are given from.
        position: What has become of claims and grants.
    """

    number: int
    shared: Shared
    lines: Mapping[str, Sequence[Line]]
    shares: Mapping[str, Sequence[Share]]
    charges: Mapping[str, Sequence[Directive]]
    customs: Mapping[tuple[str, str], Sequence[Custom]]
    units: Mapping[str, str]
    fund_moves: Mapping[tuple[str, str], Sequence[tuple[Directive, Decimal]]]
    root: Path
    position: Position

    @property
    def agreement(self) -> Agreement:
        """The agreements."""
        return self.shared.agreement

    @property
    def payers(self) -> tuple[Payer, ...]:
        """The municipalities, and then the others."""
        return self.shared.agreement.payers

    @property
    def currency(self) -> str:
        """Kroner of the year."""
        return self.shared.agreement.currency

    def budget_shares(self, cooperation: Cooperation) -> dict[str, Decimal]:
        """What each payer's share of the budget is, by slug."""
        return self._budgeted.get(cooperation.slug, {})

    @cached_property
    def _budgeted(self) -> dict[str, dict[str, Decimal]]:
        return budgeted_shares(self.shared.budget_results, self.number)

    def status(self, cooperation: Cooperation) -> Custom | None:
        """What is said of the cooperation's reporting."""
        said = self.customs.get((REPORTING, cooperation.slug), ())
        return said[-1] if said else None

    def is_missing(self, cooperation: Cooperation) -> bool:
        """Whether the cooperation has not reported."""
        said = self.status(cooperation)
        return said is not None and words_of(said)[1:2] == [STATUS_MISSING]

    def unit(self, currency: str) -> str:
        """What a figure is, empty for kroner of the year."""
        return "" if currency == self.currency else self.units.get(currency, currency)

    def place(self, filename: str, line: int) -> Place | None:
        """File and line as seen from the books folder; none for what is generated."""
        if filename == vocabulary.FILE:
            return None
        return Path(os.path.relpath(filename, self.root)).as_posix(), line

    def place_of(self, entry: Directive) -> Place | None:
        """Where an entry is written."""
        return self.place(entry.meta["filename"], entry.meta["lineno"])


def gather(books: Books, shared: Shared, year: int, day: date | None = None) -> Year:
    """The year's part of the books, sorted so that the order of files is no matter.

    Args:
        books: The loaded books.
        shared: What the plugin kept.
        year: The year of the report.
        day: The day that claims and deadlines are seen from, or ``None``.
    """
    customs: dict[tuple[str, str], list[Custom]] = defaultdict(list)
    moves: dict[tuple[str, str], list[tuple[Directive, Decimal]]] = defaultdict(list)
    prefix = f"{shared.agreement.accounts.funds}:"
    for entry in books.entries:
        if entry.date.year != year:
            continue
        if isinstance(entry, data.Custom):
            slug = (words_of(entry) or [""])[0]
            if entry.type not in DECLARED or is_readable(entry):
                customs[entry.type, slug].append(entry)
        elif isinstance(entry, data.Transaction):
            for posting in entry.postings:
                if posting.account.startswith(prefix):
                    of, added = _owned(posting)
                    moves[of].append((entry, added))
    for said in customs.values():
        said.sort(key=_written)
    return Year(
        number=year,
        shared=shared,
        lines=_by_cooperation(figures.lines(books.entries, shared.agreement, year)),
        shares=_by_cooperation(statement.shares(books.entries, year)),
        charges=_charges(books.entries, year),
        customs=customs,
        units=figures.unit_names(books.entries),
        fund_moves=moves,
        root=books.main.resolve().parent.parent,
        position=position(books.entries, shared.agreement, year, day),
    )


def _charges(entries: Sequence[Directive], year: int) -> dict[str, list[Directive]]:
    """What was generated in the year, and what has corrected it since."""
    found: dict[str, list[Directive]] = defaultdict(list)
    for entry in entries:
        ours = entry.meta["filename"] == vocabulary.FILE
        if ours and isinstance(entry, data.Transaction):
            corrects = str(entry.meta.get(vocabulary.CORRECTS)) == str(year)
            if corrects or entry.date.year == year:
                found[entry.meta[vocabulary.COOPERATION]].append(entry)
    return found


def _owned(posting: Any) -> tuple[tuple[str, str], Decimal]:  # noqa: ANN401 -- Beancount's postings have no exact type
    """Whose part of which fund a posting adds to, and how much."""
    components = posting.account.split(":")
    return (components[-2], components[-1]), -posting.units.number


def _by_cooperation(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.cooperation].append(row)
    return found


def _written(entry: Directive) -> tuple[object, str, int]:
    return entry.date, entry.meta["filename"], entry.meta["lineno"]
