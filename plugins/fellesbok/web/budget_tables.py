"""Budget beside accounts as tables: a blank is no budget, and a zero is a zero."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok import query_rows
from fellesbok.figures import Kind
from fellesbok.figures import lines
from fellesbok.figures import total
from fellesbok.messages import Text
from fellesbok.web.table import BLANK
from fellesbok.web.table import Cell
from fellesbok.web.table import Column
from fellesbok.web.table import Line
from fellesbok.web.table import Table

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.figures import Line as Figure
    from fellesbok.web.asked import Asked

FIGURES = (
    Column(Text("Budsjett"), number=True),
    Column(Text("Regnskap"), number=True),
    Column(Text("Avvik"), number=True),
    Column(Text("Avvik %"), number=True),
)
NOTE = Text(
    "Avvik: et positivt tall er lavere kostnad eller høyere inntekt enn budsjettert."
    " En tom rute er ikke budsjettert eller ikke ført, og er ikke null."
)


def costs_table(asked: Asked) -> Table:
    """The cost of every cooperation in kroner of the year."""
    agreement = asked.shared.agreement
    found = [
        line
        for line in lines(asked.entries, agreement)
        if line.kind is Kind.COST and line.currency == agreement.currency
    ]
    rows = []
    for account, group in groupby(found, key=lambda line: line.cooperation):
        cooperation = agreement.cooperation_by_account[account]
        href = asked.links.page("Budsjett", samarbeid=cooperation.slug)
        cells = _sums(list(group), agreement.currency)
        posted = asked.links.account(f"Expenses:{account}", time=asked.period)
        rows.append(
            Line(
                (
                    Cell(cooperation.title, href),
                    cells[0],
                    Cell(cells[1].value, posted),
                    *cells[2:],
                )
            )
        )
    if rows:
        sums = (Cell(Text("Sum")), *_sums(found, agreement.currency)[:2], BLANK, BLANK)
        rows.append(Line(sums, role="total"))
    return Table(
        "kostnader",
        Text("Kostnader, budsjett og regnskap, {period}, kroner", period=asked.period),
        (Column(Text("Samarbeid eller prosjekt")), *FIGURES),
        tuple(rows),
        Text(
            "{note} Summen er av alle tall som er kjent, også der bare det ene er det;"
            " den har derfor ikke noe avvik.",
            note=NOTE,
        ),
    )


def totals_table(asked: Asked, cooperation: Cooperation | None = None) -> Table:
    """Sums by cooperation and kind, whatever they are counted in."""
    known = asked.shared.agreement.cooperation_by_account
    rows = []
    for row in query_rows.budget_totals(asked.entries, asked.shared):
        year, account, kind, currency, budget, accounts, variance, percent = row
        found = known[account]
        if cooperation is not None and found != cooperation:
            continue
        href = asked.links.page("Budsjett", samarbeid=found.slug, time=year)
        rows.append(
            Line(
                (
                    Cell(found.title, href),
                    Cell(kind),
                    Cell(currency),
                    Cell(budget),
                    Cell(accounts),
                    Cell(variance),
                    Cell(percent),
                )
            )
        )
    return Table(
        "sum-per-slag",
        Text("Sum per slag, {period}", period=asked.period),
        (
            Column(Text("Samarbeid eller prosjekt")),
            Column(Text("Slag")),
            Column(Text("Enhet")),
            *FIGURES,
        ),
        tuple(rows),
        NOTE,
    )


def lines_table(asked: Asked, cooperation: Cooperation) -> Table:
    """Every account of a cooperation; each figure leads to where it stands."""
    found = [
        line
        for line in lines(asked.entries, asked.shared.agreement)
        if line.cooperation == cooperation.account
    ]
    return Table(
        "linjer",
        Text("Budsjett og regnskap per konto, {period}", period=asked.period),
        (Column(Text("Konto")), Column(Text("Slag")), Column(Text("Enhet")), *FIGURES),
        tuple(_line(line, asked) for line in found),
        NOTE,
    )


def _line(line: Figure, asked: Asked) -> Line:
    href = asked.links.account(line.account, time=line.year)
    budget = BLANK
    if line.budget is not None and line.budget_line is not None:
        budget = Cell(line.budget, asked.links.entry(line.budget_line.entry))
    return Line(
        (
            Cell(line.account, href),
            Cell(query_rows.KINDS[line.kind]),
            Cell(line.currency),
            budget,
            Cell(line.accounts, href if line.accounts is not None else ""),
            Cell(line.variance),
            Cell(query_rows.percent_of(line.variance, line.budget)),
        )
    )


def payers_table(
    asked: Asked,
    *,
    cooperation: Cooperation | None = None,
    payer: Payer | None = None,
) -> Table:
    """Each payer's part of budget and accounts, by the same keys."""
    agreement = asked.shared.agreement
    rows = []
    for row in query_rows.budget_allocations(asked.entries, asked.shared):
        year, account, name, budget, accounts, variance, percent = row
        found = agreement.cooperation_by_account[account]
        if (cooperation is not None and found != cooperation) or (
            payer is not None and name != payer.name
        ):
            continue
        slug = agreement.slug_by_name[name]
        href = asked.links.page(
            "Forklaring", samarbeid=found.slug, kommune=slug, time=year
        )
        label = name if payer is None else found.title
        cells = (budget, accounts, variance, percent)
        rows.append(
            Line(
                (
                    Cell(label, href if accounts is not None else ""),
                    *(Cell(value) for value in cells),
                )
            )
        )
    heading = Text("Betaler") if payer is None else Text("Samarbeid eller prosjekt")
    return Table(
        "andeler",
        Text("Andeler av budsjett og regnskap, {period}, kroner", period=asked.period),
        (Column(heading), *FIGURES),
        tuple(rows),
        Text("Budsjettet er delt med de samme nøklene som regnskapet."),
    )


def _sums(found: list[Figure], currency: str) -> tuple[Cell, Cell, Cell, Cell]:
    budget, accounts = total(found, currency)
    variance: Decimal | None = None
    if budget is not None and accounts is not None:
        variance = budget - accounts
    percent = query_rows.percent_of(variance, budget)
    return Cell(budget), Cell(accounts), Cell(variance), Cell(percent)
