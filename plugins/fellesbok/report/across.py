"""The tables of all cooperations and payers, as the report has them (*på tvers*).

The costs side by side, the shares by cooperation and payer, and what each payer bears
in all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import posted_support
from fellesbok.budgets.marks import marks_of_budgets
from fellesbok.budgets.overview_tables import overview_table
from fellesbok.claims.in_all_tables import NAME as PAYERS
from fellesbok.claims.in_all_tables import InAll
from fellesbok.claims.in_all_tables import in_all_table
from fellesbok.messages import Text
from fellesbok.report import anchors
from fellesbok.report.front import payers_of
from fellesbok.report.front import population
from fellesbok.report.front import population_source
from fellesbok.report.noted_table import panel_of
from fellesbok.report.words import WORDS
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import posted_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.budgets.records import Part
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.tables import Table


def overview_panel(year: Year, cooperations: Sequence[Cooperation]) -> Panel:
    """Who shares what, and its cost."""
    table = overview_table([year.form(cooperation) for cooperation in cooperations])
    return _linked(panel_of(table, anchors.leading(anchors.METHOD)), table)


def matrix_panel(year: Year) -> Panel:
    """Cooperation by payer, with sums both ways and the control."""
    payers = payers_of(year)
    matrix = matrix_of(year.every_share, year.every_share, year.agreement, None)
    posted = {
        row.cooperation.slug: posted_support(
            year.lines.get(row.cooperation.account, ()), year.currency
        )
        for row in matrix.rows
    }
    table = posted_table(matrix, payers, posted, year.number)
    to = anchors.leading(anchors.CONTROL)
    panel = _linked(panel_of(table, to, title=WORDS["matrix"]), table)
    places = [(anchors.in_matrix(p.slug), anchors.of_payer(p.slug)) for p in payers]
    return replace(panel, caption=table.title, heads=(*places, ("", ""), ("", "")))


def in_all_panel(year: Year) -> Panel:
    """What each payer bears in all; inhabitants where they are known."""
    to = anchors.leading(PAYERS, payer=anchors.in_matrix, of_all=anchors.SOURCES)
    table = in_all_table([*_in_all(year)], year.number)
    panel = panel_of(table, to, title=WORDS["debts"], notes=[*_without_budget(year)])
    rows = (
        replace(row, anchor=anchors.of_payer(row.key) if row.key else "")
        for row in panel.rows
    )
    remarks: tuple[str, ...] = ()
    if source := population_source(year):
        told = {"label": INHABITANTS.title, "source": source}
        remarks = (Text("{label}: {source}.", **told),)
    return replace(panel, caption=table.title, remarks=remarks, rows=tuple(rows))


def _in_all(year: Year) -> Iterator[InAll]:
    """What each payer is charged, its parts of the budgets, and what it owns since."""
    shares, people = year.every_share, population(year)
    budgets = [p for p in year.budgets.parts if p.pair.budget.shown is not None]
    owned: dict[str, list[Decimal]] = defaultdict(list)
    for (_, account), moves in year.fund_moves.items():
        owned[account] += [amount for _, amount in moves]
    for payer in payers_of(year):
        yield InAll(
            payer,
            [share for share in shares if share.municipality == payer.name],
            [(part, _marks(part, year)) for part in budgets if part.payer == payer],
            owned[payer.account],
            people.get(payer.slug),
        )


def _marks(part: Part, year: Year) -> tuple[str, ...]:
    """What must be known of a payer's own budget, else of that it is part of."""
    if part.line is not None and part.line.budget is not None:
        return marks_of_budgets([part.line], year.number)
    lines = year.lines.get(part.cooperation.account, ())
    return marks_of_budgets([n for n in lines if n.is_cost], year.number)


def _without_budget(year: Year) -> Iterator[Text]:
    """In which cooperations something is shared, without a budget to share."""
    names = [
        cooperation.title
        for cooperation in year.agreement.cooperations.values()
        if year.shares.get(cooperation.account) and not year.budget_shares(cooperation)
    ]
    if names:
        yield Text("Uten budsjett å fordele: {names}.", names=", ".join(names))


def _linked(panel: Panel, table: Table) -> Panel:
    """The rows that are of a cooperation lead to its page."""
    to = anchors.leading("")
    rows = (
        replace(row, href=to(line.cells[0].leads_to))
        for row, line in zip(panel.rows, table.lines, strict=True)
    )
    return replace(panel, rows=tuple(rows))
