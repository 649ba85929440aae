"""What each payer bears of budgets and accounts, as tables (*andeler*)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.budgets.tables import FIGURES
from fellesbok.budgets.tables import NO_BUDGET
from fellesbok.budgets.tables import count_of
from fellesbok.budgets.tables import figures
from fellesbok.budgets.tables import figures_in_all
from fellesbok.budgets.tables import not_in_sum
from fellesbok.budgets.tables import note_of
from fellesbok.budgets.tables import page_of
from fellesbok.budgets.tables import variance_of_some
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import summed
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.sharing.matrix_tables import payer_column
from fellesbok.sharing.tables import PAYER
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.budgets.records import BudgetYear
    from fellesbok.budgets.records import Part
    from fellesbok.tables.targets import Target

SHARED_BUDGET = Column(SUM, Kind.MONEY, "budget_shared")
"""What the payers bear of a budget together."""


def matrix_table(
    found: BudgetYear, payers: Iterable[Payer], *, is_whole: bool
) -> list[Table]:
    """The payers' parts of the budgets, with sums both ways; none or one.

    Args:
        found: The year.
        payers: Those whose parts may be read, in their order.
        is_whole: Whether all parts are here, which can be added up.
    """
    parts = [p for p in found.parts if p.pair.budget.shown is not None]
    if not parts:
        return []
    bearing = [p for p in payers if any(part.payer == p for part in parts)]
    lines = [
        _across(list(group), bearing, is_whole=is_whole)
        for _, group in groupby(parts, key=lambda part: part.cooperation.slug)
    ]
    sums = [_sum([p for p in parts if p.payer == payer]) for payer in bearing]
    columns = [payer_column(payer, page_of_payer(payer)) for payer in bearing]
    if is_whole:
        sums.append(_sum(parts))
        columns.append(SHARED_BUDGET)
    lines.append(Line((Cell(SUM), *sums), role="total"))
    told = Text(
        "Budsjettet er delt med de samme nøklene som regnskapet. Budsjett som ingen"
        " nøkkel deler, står ikke her."
    )
    return [
        Table(
            "andeler",
            Text("Andeler av budsjettene for {year}, kroner", year=found.year),
            (COOPERATION, *columns),
            tuple(lines),
            sentences([told, *not_in_sums(parts)]),
        )
    ]


def payers_table(found: BudgetYear, cooperation: Cooperation) -> list[Table]:
    """Each payer's part of a cooperation; none or one."""
    rows = [
        (part.payer.name, page_of_payer(part.payer), part)
        for part in found.parts
        if part.cooperation == cooperation
    ]
    return _parts(PAYER, rows, found)


def cooperations_table(found: BudgetYear, payer: Payer) -> list[Table]:
    """One payer's part of every cooperation; none or one."""
    rows = [
        (part.cooperation.title, page_of(part.cooperation), part)
        for part in found.parts
        if part.payer == payer
    ]
    return _parts(COOPERATION, rows, found)


def page_of_payer(payer: Payer) -> Target:
    """One payer's part of every budget."""
    return targets.Page("Budsjett", (("kommune", payer.slug),))


def _across(parts: Sequence[Part], payers: Sequence[Payer], *, is_whole: bool) -> Line:
    """The parts of one cooperation's budget, and their sum."""
    cooperation = parts[0].cooperation
    page = page_of(cooperation)
    by_payer = {part.payer.slug: Cell(part.pair.budget.shown, page) for part in parts}
    cells = [by_payer.get(payer.slug, BLANK) for payer in payers]
    if is_whole:
        cells.append(_budget(parts))
    return Line((Cell(cooperation.title, page), *cells))


def _budget(parts: Iterable[Part]) -> Cell:
    """The parts of the budgets added up."""
    return Cell(summed(part.pair for part in parts).budget.shown)


def _sum(parts: Sequence[Part]) -> Cell:
    """The same for days of the year, and of how many cooperations where not of all."""
    of_year = [part for part in parts if part.is_of_year]
    count = len({part.cooperation.slug for part in of_year})
    whole = len({part.cooperation.slug for part in parts})
    note = "" if count == whole else count_of(count, whole)
    return replace(_budget(of_year), note=note)


def not_in_sums(parts: Iterable[Part]) -> list[Text]:
    """The budgets that sums of payers' parts leave out, with what of them is here."""
    left: dict[str, Decimal] = {}
    for part in parts:
        if part.pair.budget.shown is not None and not part.is_of_year:
            title = part.cooperation.title
            left[title] = left.get(title, Decimal(0)) + part.pair.budget.shown
    return not_in_sum(left.items())


def _parts(
    heading: Column, rows: Sequence[tuple[str, Target, Part]], found: BudgetYear
) -> list[Table]:
    if not rows:
        return []
    lines = [
        Line((Cell(name, page), *_part(part, page, found.period)))
        for name, page, part in rows
    ]
    pairs = [part.pair for _, _, part in rows]
    sums, of_some = figures(summed(pairs)), []
    if heading == COOPERATION:
        total = in_all((part.pair, part.is_of_year) for _, _, part in rows)
        left = not_in_sums(part for _, _, part in rows)
        sums, of_some = figures_in_all(total), [*left, *variance_of_some(total)]
    lines.append(Line((Cell(SUM), *sums), role="total"))
    title = Text(
        "Andeler av budsjett og regnskap, {period}, kroner", period=found.period
    )
    told = Text(
        "Budsjettet er delt med de samme nøklene som regnskapet. Avvik over null er"
        " lavere enn budsjettert."
    )
    is_comparable = all(part.is_comparable for _, _, part in rows)
    note = sentences([note_of(found, told, is_comparable=is_comparable), *of_some])
    return [Table("andeler", title, (heading, *FIGURES), tuple(lines), note)]


def _part(part: Part, page: Target, period: str) -> tuple[Cell, Cell, Cell, Cell]:
    """A part; the charge leads to its explanation, or to the account it stands on."""
    charged: Target | None = None
    if part.is_explained:
        charged = targets.Explanation(part.cooperation.slug, part.payer.slug, period)
    elif part.line is not None:
        charged = targets.Account(part.line.account, period)
    written = part.line.budget_line if part.line is not None else None
    return figures(
        part.pair,
        budget=targets.Entry(written.entry) if written is not None else page,
        accounts=charged,
        no_budget=Text("budsjettet er ikke fordelt") if part.has_budget else NO_BUDGET,
        not_posted=Text("ingen andel"),
    )
