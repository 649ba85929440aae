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
from fellesbok.report.front import payers_of
from fellesbok.report.front import population
from fellesbok.report.front import population_source
from fellesbok.report.noted_table import panel_of
from fellesbok.report.words import METHOD_ANCHOR
from fellesbok.report.words import WORDS
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import posted_table
from fellesbok.tables.targets import Agreement
from fellesbok.tables.targets import Explanation
from fellesbok.tables.targets import Page
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.budgets.records import Part
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.tables import Table
    from fellesbok.tables.targets import Target

CONTROL = "metode-kontroll"
MATRIX = "matrise"


def overview_panel(year: Year, cooperations: Sequence[Cooperation]) -> Panel:
    """Who shares what, and its cost."""

    def to(target: Target | None) -> str:
        if isinstance(target, Page):
            return f"kilder-{dict(target.arguments)['samarbeid']}"
        return METHOD_ANCHOR

    table = overview_table([year.form(cooperation) for cooperation in cooperations])
    return _linked(panel_of(table, to), table)


def matrix_panel(year: Year) -> Panel:
    """Cooperation by payer, with sums both ways and the control."""

    def to(target: Target | None) -> str:
        match target:
            case Explanation(slug, payer):
                return f"andel-{slug}-{payer}"
            case Agreement():
                return _page(target)
            case Statement(payer):
                return f"kommune-{payer}"
            case _:
                return CONTROL

    payers = payers_of(year)
    matrix = matrix_of(year.every_share, year.every_share, year.agreement, None)
    posted = {
        row.cooperation.slug: posted_support(
            year.lines.get(row.cooperation.account, ()), year.currency
        )
        for row in matrix.rows
    }
    table = posted_table(matrix, payers, posted, year.number)
    panel = _linked(panel_of(table, to, title=WORDS["matrix"]), table)
    places = [(f"{MATRIX}-{p.slug}", f"kommune-{p.slug}") for p in payers]
    return replace(panel, caption=table.title, heads=(*places, ("", ""), ("", "")))


def in_all_panel(year: Year) -> Panel:
    """What each payer bears in all; inhabitants where they are known."""

    def to(target: Target | None) -> str:
        if isinstance(target, Page):
            return "kilder"
        return f"{MATRIX}-{target.payer}" if isinstance(target, Statement) else PAYERS

    table = in_all_table([*_in_all(year)], year.number)
    panel = panel_of(table, to, title=WORDS["debts"], notes=[*_without_budget(year)])
    rows = (
        replace(row, anchor=f"kommune-{row.key}" if row.key else "")
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
    rows = (
        replace(row, href=_page(line.cells[0].leads_to))
        for row, line in zip(panel.rows, table.lines, strict=True)
    )
    return replace(panel, rows=tuple(rows))


def _page(target: Target | None) -> str:
    """The page of a cooperation."""
    return f"side-{target.cooperation}" if isinstance(target, Agreement) else ""
