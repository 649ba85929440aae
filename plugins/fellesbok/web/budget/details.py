"""Budget beside accounts for one cooperation or one payer, down to each account."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.lint.remark import UNCLEAR
from fellesbok.messages import Text
from fellesbok.questions.year_rows import KINDS
from fellesbok.questions.year_rows import part_name
from fellesbok.sharing import statement
from fellesbok.tables import values
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.budget.cells import FIGURES
from fellesbok.web.budget.cells import NO_BUDGET
from fellesbok.web.budget.cells import figures
from fellesbok.web.budget.cells import note_of
from fellesbok.web.budget.cells import unit_of
from fellesbok.web.budget.pairs import summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.web.budget.line import BudgetLine
    from fellesbok.web.budget.parts import Part
    from fellesbok.web.budget.rows import BudgetYear
    from fellesbok.web.frame.asked import Asked


def lines_of(
    found: BudgetYear, asked: Asked, cooperation: Cooperation
) -> list[BudgetLine]:
    """The accounts of a cooperation, without those that stand for each payer's part."""
    currency = asked.shared.agreement.currency
    payers = {part.payer.account for part in found.parts}
    return [
        n
        for n in found.lines
        if n.line.cooperation == cooperation.account
        and not (
            n.line.kind is Kind.MUNICIPAL_SUPPORT
            and n.line.currency == currency
            and n.line.part in payers
        )
    ]


def lines_table(
    found: BudgetYear, asked: Asked, cooperation: Cooperation
) -> list[Table]:
    """Every account with the sum of each kind; none or one.

    Each figure leads to where it stands.
    """
    lines: list[Line] = []
    for (kind, currency), group in groupby(
        [n for n in lines_of(found, asked, cooperation) if not _is_unclear(n)],
        key=lambda n: (n.line.kind, n.line.currency),
    ):
        rows = list(group)
        lines += [_line(n, asked, found.period) for n in rows]
        if len(rows) > 1:
            sums = figures(summed(n.pair for n in rows))
            of = Cell(KINDS[kind]), Cell(unit_of(currency))
            lines.append(Line((Cell(Text("Sum")), *of, *sums), role="total"))
    if not lines:
        return []
    title = Text("Budsjett og regnskap per konto, {period}", period=found.period)
    columns = (Column(Text("Konto")), Column(Text("Slag")), Column(Text("Enhet")))
    return [Table("linjer", title, (*columns, *FIGURES), tuple(lines), note_of(found))]


def unclear_table(
    found: BudgetYear, asked: Asked, cooperation: Cooperation
) -> list[Table]:
    """Figures that may be budget or accounts; none or one."""
    rows = [n for n in lines_of(found, asked, cooperation) if _is_unclear(n)]
    if not rows:
        return []
    lines = []
    for row in rows:
        account, kind, unit, _, amount, *_ = _line(row, asked, found.period).cells
        lines.append(Line((account, kind, unit, amount)))
    columns = (
        Column(Text("Konto")),
        Column(Text("Slag")),
        Column(Text("Enhet")),
        Column(Text("Beløp"), kind=values.Kind.MONEY),
    )
    title = Text(
        "Tall som kilden ikke sier er budsjett eller regnskap, {period}",
        period=found.period,
    )
    return [Table("uten-kolonne", title, columns, tuple(lines))]


def _is_unclear(row: BudgetLine) -> bool:
    """Whether the source does not tell which column a figure is of."""
    return row.line.currency.endswith(f".{UNCLEAR}")


def _line(row: BudgetLine, asked: Asked, period: str) -> Line:
    line = row.line
    href = asked.links.account(line.account, time=period)
    budgeted = line.budget_line
    name = part_name(line, asked.shared.agreement) or ""
    return Line(
        (
            Cell(line.account, href, "" if line.account.endswith(name) else name),
            Cell(KINDS[line.kind]),
            Cell(unit_of(line.currency)),
            *figures(
                row.pair,
                budget=asked.links.entry(budgeted.entry) if budgeted else "",
                accounts=href,
            ),
        )
    )


def payers_table(
    found: BudgetYear, asked: Asked, cooperation: Cooperation
) -> list[Table]:
    """Each payer's part of a cooperation; none or one."""
    rows = [
        (part.payer.name, asked.links.page("Budsjett", kommune=part.payer.slug), part)
        for part in found.parts
        if part.cooperation == cooperation
    ]
    return _parts(Column(Text("Betaler")), rows, found, asked)


def cooperations_table(found: BudgetYear, asked: Asked, payer: Payer) -> list[Table]:
    """One payer's part of every cooperation; none or one."""
    rows = [
        (
            part.cooperation.title,
            asked.links.page("Budsjett", samarbeid=part.cooperation.slug),
            part,
        )
        for part in found.parts
        if part.payer == payer
    ]
    return _parts(Column(Text("Samarbeid eller prosjekt")), rows, found, asked)


def _parts(
    heading: Column,
    rows: Sequence[tuple[str, str, Part]],
    found: BudgetYear,
    asked: Asked,
) -> list[Table]:
    if not rows:
        return []
    explained = {
        (share.cooperation, share.municipality)
        for share in statement.shares(asked.in_period, found.year)
    }
    lines = [
        Line((Cell(name, page), *_part(part, page, asked, explained)))
        for name, page, part in rows
    ]
    sums = figures(summed(part.pair for _, _, part in rows))
    lines.append(Line((Cell(Text("Sum")), *sums), role="total"))
    title = Text(
        "Andeler av budsjett og regnskap, {period}, kroner", period=found.period
    )
    note = note_of(found)
    if found.whole_year and not found.is_hidden:
        note = Text(
            "Budsjettet er delt med de samme nøklene som regnskapet. Avvik over null er"
            " lavere enn budsjettert."
        )
    return [Table("andeler", title, (heading, *FIGURES), tuple(lines), note)]


def _part(
    part: Part, page: str, asked: Asked, explained: set[tuple[str, str]]
) -> tuple[Cell, Cell, Cell, Cell]:
    """A part; the charge leads to its explanation, or to the account it stands on."""
    slug = part.cooperation.slug
    charged = ""
    if (part.cooperation.account, part.payer.name) in explained:
        charged = asked.links.page(
            "Forklaring", samarbeid=slug, kommune=part.payer.slug, time=asked.period
        )
    elif part.line is not None:
        charged = asked.links.account(part.line.account, time=asked.period)
    written = part.line.budget_line if part.line is not None else None
    return figures(
        part.pair,
        budget=asked.links.entry(written.entry) if written is not None else page,
        accounts=charged,
        no_budget=Text("budsjettet er ikke fordelt") if part.has_budget else NO_BUDGET,
        not_posted=Text("ingen andel"),
    )
