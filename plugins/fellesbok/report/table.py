"""The two-column table of a cooperation, in the order of the report's form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets import figures
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.naming import KINDS
from fellesbok.budgets.naming import SUPPORT_OF_OTHERS
from fellesbok.budgets.naming import TITLES
from fellesbok.budgets.periods import is_of_year
from fellesbok.budgets.tables import AS_REPORTED
from fellesbok.budgets.tables import CALCULATED_SUM
from fellesbok.budgets.tables import FINANCING_LESS_COST
from fellesbok.budgets.tables import STATED_SUM
from fellesbok.budgets.variances import is_difference
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import COLUMNS
from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import figure
from fellesbok.report.contents import MISSING
from fellesbok.report.contents import Group
from fellesbok.report.contents import Row
from fellesbok.report.sources import marks
from fellesbok.report.sources import marks_of_budgets
from fellesbok.report.table_lines import Rows
from fellesbok.sharing.matrix_tables import CONTROL
from fellesbok.tables.values import SUM
from fellesbok.tables.values import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.budgets.figures import Line
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

ALWAYS = {Kind.COST, Kind.MUNICIPAL_SUPPORT, Kind.GRANT}
"""Lines of the form: they stand also where nothing does."""


def table(
    year: Year, cooperation: Cooperation, sources: Sources
) -> tuple[tuple[Group, ...], Row]:
    """The groups of lines and the cost in all; their sources go to ``sources``."""
    if year.is_missing(cooperation):
        kinds = [kind for kind in Kind if kind in ALWAYS]
        rows = {kind: Row(TITLES[kind], MISSING, MISSING, MISSING) for kind in kinds}
        groups = [Group(kind.value, TITLES[kind], (rows[kind],)) for kind in kinds]
        return tuple(groups), rows[Kind.COST]
    lines = year.lines.get(cooperation.account, ())
    made = Rows(year, cooperation, sources)
    groups = [
        _group(made, kind, [line for line in lines if line.kind is kind])
        for kind in Kind
        if kind in ALWAYS or any(line.kind is kind for line in lines)
    ]
    control = _control(made, lines) if made.is_whole else []
    return (*groups, *control), _cost(made, lines)


def _group(made: Rows, kind: Kind, lines: Sequence[Line]) -> Group:
    """The lines of a kind: kroner of the year with their sum, then the others."""
    annual = [line for line in lines if line.currency == made.year.currency]
    others = [line for line in lines if line.currency != made.year.currency]
    annual.sort(key=made.place)
    others.sort(key=made.place)
    if kind is Kind.MUNICIPAL_SUPPORT and not made.is_whole:
        return _own(made, annual)
    if kind is Kind.MUNICIPAL_SUPPORT:
        rows = made.support(annual)
    else:
        rows = [made.row(kind, [line]) for line in annual]
    calculated = kind is Kind.MUNICIPAL_SUPPORT and _is_calculated(made, rows)
    if len(rows) > 1:
        total = _total(made, rows)
        if calculated:
            total = replace(total, label=CALCULATED_SUM.title)
        rows.append(total)
    if rows:
        rows.extend(_stated(made, kind, rows[-1]))
    for _, same in groupby(others, key=lambda line: line.account):
        rows.extend(made.others(kind, list(same)))
    if calculated:
        rows.extend(_said_to_be_blank(made, others))
    if not rows:
        budget, accounts = (made.blank(kind, column) for column in COLUMNS)
        rows = [Row(TITLES[kind], budget, accounts)]
    title = TITLES[kind]
    if kind is Kind.MUNICIPAL_SUPPORT and _others_pay(made):
        title = SUPPORT_OF_OTHERS
    return Group(kind.value, title, tuple(rows))


def _own(made: Rows, lines: Sequence[Line]) -> Group:
    """What the reader bears itself: without the others' there is no sum."""
    kind = Kind.MUNICIPAL_SUPPORT
    rows = made.support([line for line in lines if line.part in made.payers])
    title = TITLES[kind]
    return Group(kind.value, title, tuple(rows or [Row(title, BLANK, BLANK)]))


def _is_calculated(made: Rows, rows: Sequence[Row]) -> bool:
    """Whether the year's support is what the keys give, and not what somebody wrote."""
    shared = made.year.shares.get(made.cooperation.account) or made.budget_shares
    cells = [cell for row in rows for cell in (row.budget, row.accounts)]
    return bool(shared) and any(cell.value is not None for cell in cells)


def _said_to_be_blank(made: Rows, others: Sequence[Line]) -> list[Row]:
    """What the report says of the support itself, where it leaves that blank."""
    budget, accounts = (made.blank(Kind.MUNICIPAL_SUPPORT, c) for c in COLUMNS)
    if others or not (budget.href or accounts.href):
        return []
    return [Row(AS_REPORTED.title, budget, accounts, role="stated")]


def _others_pay(made: Rows) -> bool:
    """Whether somebody who is not a municipality is charged."""
    names = {m.name for m in made.year.agreement.municipalities.values()}
    shares = made.year.shares.get(made.cooperation.account, ())
    return any(share.municipality not in names for share in shares)


def _total(made: Rows, rows: Sequence[Row]) -> Row:
    """The rows added up, column by column."""
    columns = (
        [row.budget for row in rows],
        [row.accounts for row in rows],
        [row.variance for row in rows],
    )
    budget, accounts, variance = (_added(cells, made) for cells in columns)
    if not is_difference(variance.value, budget.value, accounts.value):
        variance = BLANK  # it is of other rows than the two sums beside it
    return Row(SUM, budget, accounts, variance, role="total")


def _added(cells: Sequence[Cell], made: Rows) -> Cell:
    return figure(added(cell.value for cell in cells), made.sources.anchor)


def _stated(made: Rows, kind: Kind, ours: Row) -> list[Row]:
    """The sum that the source states, and by how much ours is another."""
    said = [
        told
        for told in made.year.said(CHECK_SUM, made.cooperation)
        if told.word(1) == KINDS[kind]
    ]
    found = made.sources.add_declared(CHECK_SUM, said)
    cells = {}
    for source, told in zip(found, said, strict=True):
        column = told.word(2)
        calculated = (ours.budget, ours.accounts)[COLUMNS.index(column)].value
        known = marks([told.meta], made.year.number)
        if calculated is not None and source.amount is not None:
            difference = calculated - source.amount
            if difference:
                known += (Text("avviker med {amount}", amount=difference),)
        cells[column] = figure(source.amount, source.anchor, "", known)
    if not cells:
        return []
    budget, accounts = (cells.get(column, BLANK) for column in COLUMNS)
    return [Row(STATED_SUM.title, budget, accounts, role="stated")]


def _control(made: Rows, lines: Sequence[Line]) -> list[Group]:
    """Financing less cost, of each thing that figures are: zero if it is paid."""
    rows = []
    costs = [line for line in lines if line.is_cost]
    for currency in dict.fromkeys(line.currency for line in costs):
        budgeted = Decimal(0)
        if currency == made.year.currency:
            budgeted = sum(made.budget_shares.values(), Decimal(0))
        unit, href = made.year.unit(currency), made.sources.anchor
        budget, accounts = [
            figure(amount, href, unit)
            for amount in figures.financing_less_cost(lines, currency, budgeted)
        ]
        label = FINANCING_LESS_COST.title
        rows.append(Row(label, budget, accounts, role="control"))
    return [Group("control", CONTROL.title, tuple(rows))] if rows else []


def _cost(made: Rows, lines: Sequence[Line]) -> Row:
    """The cost of the year, else the one other thing that the costs are."""
    costs = [line for line in lines if line.is_cost]
    kinds = {line.currency for line in costs}
    if made.year.currency in kinds:
        currency = made.year.currency
    elif len(kinds) == 1:
        (currency,) = kinds
    else:
        return Row(TITLES[Kind.COST], BLANK, BLANK)
    unit, href = made.year.unit(currency), made.sources.anchor
    budget, accounts = figures.total(costs, currency)
    ours = [line for line in costs if line.currency == currency]
    metas = [voucher.meta for line in ours for voucher in line.vouchers]
    known = marks(metas, made.year.number)
    budgets = [n.budget_line.line.meta for n in ours if n.budget_line is not None]
    planned = marks_of_budgets(ours, made.year.number)
    return Row(
        TITLES[Kind.COST],
        replace(
            figure(budget, href, unit, planned),
            of_year=all(is_of_year(meta, made.year.number) for meta in budgets),
        ),
        figure(accounts, href, unit, known),
        figure(figures.total_variance(ours), href, unit),
    )
