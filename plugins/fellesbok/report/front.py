"""What stands in front of the pages: shares across, and what each payer owes.

Owed in all of the year's shares, and open of the claims of all years on the report's
day, by age.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.budgets import figures
from fellesbok.budgets.figures import Kind
from fellesbok.claims.due_tables import ages_table
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.contents import Debt
from fellesbok.report.contents import Matrix
from fellesbok.report.contents import MatrixRow
from fellesbok.report.noted_table import panel_of
from fellesbok.report.sources import marks_of_budgets
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.records import parts_of
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Line

if TYPE_CHECKING:
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel

CONTROL = "metode-kontroll"
METHOD_OF_CLAIMS = "metode-krav"


def matrix(year: Year) -> Matrix:
    """Every share of the year, with sums both ways and what was posted against them."""
    payers = payers_of(year)
    made = matrix_of(year.every_share, year.every_share, year.agreement, None)
    rows = []
    posted_in_all = Decimal(0)
    for row in made.rows:
        posted = _posted(year, row.cooperation)
        posted_in_all += posted
        slug = row.cooperation.slug
        rows.append(
            MatrixRow(
                slug,
                row.cooperation.title,
                tuple(
                    figure(row.amounts.get(p.name), f"andel-{slug}-{p.slug}")
                    for p in payers
                ),
                figure(row.total, f"side-{slug}"),
                figure(posted - row.total, CONTROL),
            )
        )
    totals = ((made.total_of(p.name) or Decimal(0), p.slug) for p in payers)
    return Matrix(
        payers=tuple((payer.slug, payer.name) for payer in payers),
        rows=tuple(rows),
        totals=tuple(figure(total, f"kommune-{slug}") for total, slug in totals),
        total=figure(made.total, CONTROL),
        control=figure(posted_in_all - made.total, CONTROL),
    )


def debts(year: Year) -> tuple[Debt, ...]:
    """What each payer owes in all; its own share as host is no claim."""
    shares = year.every_share
    budget: dict[str, Decimal] = defaultdict(Decimal)
    known: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for cooperation in year.agreement.cooperations.values():
        costs = [n for n in year.lines.get(cooperation.account, ()) if n.is_cost]
        marks = marks_of_budgets(costs, year.number)
        for slug, amount in year.budget_shares(cooperation).items():
            budget[slug] += amount
            known[slug] = tuple(dict.fromkeys((*known[slug], *marks)))
    people_by_slug = population(year)
    rows = []
    for payer in payers_of(year):
        ours = [share for share in shares if share.municipality == payer.name]
        parts = parts_of(ours)
        total = parts.total or Decimal(0)
        owned = [
            amount
            for (_, who), moves in year.fund_moves.items()
            for _, amount in moves
            if who == payer.account
        ]
        people = people_by_slug.get(payer.slug)
        column = f"matrise-{payer.slug}"
        rows.append(
            Debt(
                slug=payer.slug,
                name=payer.name,
                budget=figure(budget.get(payer.slug), "kilder", "", known[payer.slug]),
                total=figure(total, column),
                internal=figure(parts.internal or None, column),
                at_project_end=figure(parts.later or None, column),
                to_others=figure(parts.now or Decimal(0), column),
                fund=figure(sum(owned, Decimal(0)) if owned else None, column),
                inhabitants=people,
                per_inhabitant=per_inhabitant(total, people) if people else None,
            )
        )
    return tuple(rows)


def open_claims(year: Year) -> Panel | None:
    """What is open of each payer, by how long ago it fell due."""
    seen = year.position.claims
    if not any(not item.is_internal for item in seen.claims.items):
        return None
    items = [item for item in seen.open if not item.is_internal]
    loose = [each for each in seen.loose if each.payer and not each.is_internal]
    table = ages_table(items, loose, year.payers)
    if len(table.lines) == 1:
        nothing = (BLANK,) * (len(table.columns) - 1)
        line = Line((Cell(Text("Ingen krav er åpne.")), *nothing))
        table = replace(table, lines=(line,))
    note = Text(
        "Det som er krevd og ikke betalt til og med {day}, etter hvor mange dager det"
        " er siden det forfalt. Det som er til gode, er trukket fra i summen og er"
        " aldri forfalt. En vertskommunes interne nota er ikke med.",
        day=year.position.day,
    )
    named = replace(table, name="aapne-krav", note=note)
    return panel_of(named, lambda _: METHOD_OF_CLAIMS, notes=seen.notes)


def without_budget(year: Year) -> tuple[str, ...]:
    """Cooperations that something is shared in, without a budget to share."""
    return tuple(
        cooperation.title
        for cooperation in year.agreement.cooperations.values()
        if year.shares.get(cooperation.account) and not year.budget_shares(cooperation)
    )


def population(year: Year) -> dict[str, int]:
    """Inhabitants on 1 January of the year by slug; empty where they are not known."""
    found = inhabitants(year.agreement, year.number, year.agreement.municipalities)
    return {slug: int(count) for slug, count in found.items()}


def population_source(year: Year) -> str:
    """What the amounts per inhabitant are made of, and who says so."""
    if not population(year):
        return ""
    series = year.agreement.statistics[POPULATION]
    return Text(
        "{title} {year}, {source}",
        title=series.title,
        year=year.number,
        source=series.source,
    )


def payers_of(year: Year) -> tuple[Payer, ...]:
    """The municipalities, and the others that are charged this year."""
    charged = {share.municipality for share in year.every_share}
    others = [p for p in year.agreement.parties.values() if p.name in charged]
    return (*year.agreement.municipalities.values(), *others)


def _posted(year: Year, cooperation: Cooperation) -> Decimal:
    """What stands on the accounts of the contributions, whoever wrote it there."""
    ours = [
        line
        for line in year.lines.get(cooperation.account, ())
        if line.kind is Kind.MUNICIPAL_SUPPORT
    ]
    return figures.total(ours, year.currency)[1] or Decimal(0)
