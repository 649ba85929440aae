"""Budget beside accounts for every cooperation: costs, income, and who bears them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.messages import Text
from fellesbok.questions.year_rows import KINDS
from fellesbok.tables import values
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.budget.cells import FIGURES
from fellesbok.web.budget.cells import figures
from fellesbok.web.budget.cells import note_of
from fellesbok.web.budget.cells import unit_of
from fellesbok.web.budget.pairs import summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.messages import Text as Title
    from fellesbok.web.budget.line import BudgetLine
    from fellesbok.web.budget.parts import Part
    from fellesbok.web.budget.rows import BudgetYear
    from fellesbok.web.frame.asked import Asked

COOPERATION = Column(Text("Samarbeid eller prosjekt"))


def costs_table(found: BudgetYear, asked: Asked) -> list[Table]:
    """The cost of every cooperation in kroner of the year; none or one."""
    title = Text(
        "Kostnader, budsjett og regnskap, {period}, kroner", period=found.period
    )
    return _table("kostnader", title, COSTS, found, asked)


def income_table(found: BudgetYear, asked: Asked) -> list[Table]:
    """Grants and own income in kroner of the year; none or one."""
    title = Text("Tilskudd og egeninntekt, {period}, kroner", period=found.period)
    return _table("inntekter", title, (Kind.GRANT, Kind.OWN_INCOME), found, asked)


def _table(
    name: str,
    title: Title,
    kinds: Sequence[Kind],
    found: BudgetYear,
    asked: Asked,
) -> list[Table]:
    """Some kinds in kroner, a line for each cooperation, and the sum."""
    currency = asked.shared.agreement.currency
    rows = [
        n for n in found.lines if n.line.kind in kinds and n.line.currency == currency
    ]
    if not rows:
        return []
    lines = [
        _line(account, list(group), asked)
        for account, group in groupby(rows, key=lambda n: n.line.cooperation)
    ]
    total = summed(n.pair for n in rows)
    lines.append(Line((Cell(Text("Sum")), *figures(total)), role="total"))
    return [Table(name, title, (COOPERATION, *FIGURES), tuple(lines), note_of(found))]


def _line(account: str, rows: list[BudgetLine], asked: Asked) -> Line:
    """One cooperation; its accounts lead to the account, or to its own page."""
    cooperation = asked.shared.agreement.cooperation_by_account[account]
    page = asked.links.page("Budsjett", samarbeid=cooperation.slug)
    posted = page
    if len(rows) == 1:
        posted = asked.links.account(rows[0].line.account, time=asked.period)
    elif rows[0].line.is_cost:
        posted = asked.links.account(f"Expenses:{account}", time=asked.period)
    cells = figures(summed(n.pair for n in rows), budget=page, accounts=posted)
    return Line((Cell(cooperation.title, page), *cells))


def matrix_table(found: BudgetYear, asked: Asked) -> list[Table]:
    """The payers' parts of the budgets, with sums both ways; none or one."""
    parts = [p for p in found.parts if p.pair.budget.shown is not None]
    payers = [p for p in asked.payers() if any(part.payer == p for part in parts)]
    if not parts:
        return []
    lines = [
        _parts(list(group), [p.slug for p in payers], asked)
        for _, group in groupby(parts, key=lambda part: part.cooperation.slug)
    ]
    sums = [
        Cell(summed(p.pair for p in parts if p.payer == payer).budget.shown)
        for payer in payers
    ]
    total = Cell(summed(p.pair for p in parts).budget.shown)
    both = [total] if asked.reader is None else []
    lines.append(Line((Cell(Text("Sum")), *sums, *both), role="total"))
    columns = [
        Column(
            p.name,
            kind=values.Kind.MONEY,
            leads_to=asked.links.page("Budsjett", kommune=p.slug),
        )
        for p in payers
    ]
    if asked.reader is None:
        columns.append(Column(Text("Sum"), kind=values.Kind.MONEY))
    return [
        Table(
            "andeler",
            Text("Andeler av budsjettene for {year}, kroner", year=found.year),
            (COOPERATION, *columns),
            tuple(lines),
            Text(
                "Budsjettet er delt med de samme nøklene som regnskapet. Budsjett som"
                " ingen nøkkel deler, står ikke her."
            ),
        )
    ]


def _parts(parts: Sequence[Part], payers: Sequence[str], asked: Asked) -> Line:
    """The parts of one cooperation's budget, and their sum."""
    cooperation = parts[0].cooperation
    href = asked.links.page("Budsjett", samarbeid=cooperation.slug)
    by_payer = {part.payer.slug: Cell(part.pair.budget.shown, href) for part in parts}
    cells = [by_payer.get(slug, BLANK) for slug in payers]
    if asked.reader is None:
        cells.append(Cell(summed(part.pair for part in parts).budget.shown))
    return Line((Cell(cooperation.title, href), *cells))


def others_table(found: BudgetYear, asked: Asked) -> list[Table]:
    """What is not kroner of the year, which is never added to what is; none or one."""
    agreement = asked.shared.agreement
    rows = [n for n in found.lines if n.line.currency != agreement.currency]
    lines = []
    for (account, kind, currency), group in groupby(
        rows, key=lambda n: (n.line.cooperation, n.line.kind, n.line.currency)
    ):
        cooperation = agreement.cooperation_by_account[account]
        page = asked.links.page("Budsjett", samarbeid=cooperation.slug)
        pairs = [n.pair for n in group]
        lines.append(
            Line(
                (
                    Cell(cooperation.title, page),
                    Cell(KINDS[kind]),
                    Cell(unit_of(currency)),
                    *figures(summed(pairs), budget=page, accounts=page),
                )
            )
        )
    if not lines:
        return []
    return [
        Table(
            "andre-tall",
            Text("Tall som ikke er årets kroner, {period}", period=found.period),
            (COOPERATION, Column(Text("Slag")), Column(Text("Enhet")), *FIGURES),
            tuple(lines),
            Text("De legges ikke sammen med årets kroner, og ikke med hverandre."),
        )
    ]
