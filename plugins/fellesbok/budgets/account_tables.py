"""Budget beside accounts of one cooperation as tables, down to each account."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.naming import part_name
from fellesbok.budgets.records import together
from fellesbok.budgets.tables import FIGURES
from fellesbok.budgets.tables import KIND
from fellesbok.budgets.tables import UNIT
from fellesbok.budgets.tables import figures
from fellesbok.budgets.tables import note_of_lines
from fellesbok.budgets.tables import what_of
from fellesbok.budgets.units import UNCLEAR
from fellesbok.budgets.units import has_ending
from fellesbok.messages import Text
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import values

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.budgets.records import BudgetLine
    from fellesbok.budgets.records import BudgetYear

EITHER = Column(Text("Beløp"), values.Kind.MONEY, "budget_or_accounts")
"""A figure of which the source does not say which column it is of."""


def lines_of(
    found: BudgetYear, agreement: Agreement, cooperation: Cooperation
) -> list[BudgetLine]:
    """The accounts of a cooperation, without those that stand for each payer's part."""
    payers = {part.payer.account for part in found.parts}
    return [
        n
        for n in found.lines
        if n.line.cooperation == cooperation.account
        and not (
            n.line.kind is Kind.MUNICIPAL_SUPPORT
            and n.line.currency == agreement.currency
            and n.line.part in payers
        )
    ]


def lines_table(
    found: BudgetYear, agreement: Agreement, cooperation: Cooperation
) -> list[Table]:
    """Every account with the sum of each kind; none or one.

    Each figure leads to where it stands.
    """
    every = lines_of(found, agreement, cooperation)
    lines: list[Line] = []
    for (kind, currency), group in groupby(
        [n for n in every if not _is_unclear(n)],
        key=lambda n: (n.line.kind, n.line.currency),
    ):
        rows = list(group)
        lines += [_account(n, agreement, found.period) for n in rows]
        if len(rows) > 1:
            sums = figures(together(rows, whole_year=found.whole_year))
            lines.append(Line((Cell(SUM), *what_of(kind, currency), *sums), "total"))
    if not lines:
        return []
    title = Text("Budsjett og regnskap per konto, {period}", period=found.period)
    columns = (ACCOUNT, KIND, UNIT, *FIGURES)
    return [Table("linjer", title, columns, tuple(lines), note_of_lines(found, every))]


def unclear_table(
    found: BudgetYear, agreement: Agreement, cooperation: Cooperation
) -> list[Table]:
    """Figures that may be budget or accounts; none or one."""
    rows = [n for n in lines_of(found, agreement, cooperation) if _is_unclear(n)]
    if not rows:
        return []
    lines = []
    for row in rows:
        account, kind, unit, _, amount, *_ = _account(
            row, agreement, found.period
        ).cells
        lines.append(Line((account, kind, unit, amount)))
    title = Text(
        "Tall som kilden ikke sier er budsjett eller regnskap, {period}",
        period=found.period,
    )
    columns = (ACCOUNT, KIND, UNIT, EITHER)
    return [Table("uten-kolonne", title, columns, tuple(lines))]


def _account(row: BudgetLine, agreement: Agreement, period: str) -> Line:
    line = row.line
    posted = targets.Account(line.account, period)
    budgeted = line.budget_line
    name = part_name(line, agreement) or ""
    return Line(
        (
            Cell(line.account, posted, "" if line.account.endswith(name) else name),
            *what_of(line.kind, line.currency),
            *figures(
                row.pair,
                budget=targets.Entry(budgeted.entry) if budgeted else None,
                accounts=posted,
            ),
        )
    )


def _is_unclear(row: BudgetLine) -> bool:
    """Whether the source does not tell which column a figure is of."""
    return has_ending(row.line.currency, UNCLEAR)
