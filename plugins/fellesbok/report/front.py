"""What stands in front of the pages: shares across, and what each payer owes in all."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.budgets import figures
from fellesbok.budgets.figures import Kind
from fellesbok.messages import Text
from fellesbok.messages import rounded
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import figure
from fellesbok.report.model import Debt
from fellesbok.report.model import Matrix
from fellesbok.report.model import MatrixRow
from fellesbok.report.sources import marks_of_budgets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.report.gather import Year
    from fellesbok.sharing.statement import Share

CONTROL = "metode-kontroll"


def matrix(year: Year) -> Matrix:
    """Every share of the year, with sums both ways and what was posted against them."""
    payers = _payers(year)
    rows = []
    columns: dict[str, Decimal] = defaultdict(Decimal)
    posted_in_all = Decimal(0)
    for cooperation in year.agreement.cooperations.values():
        shares = year.shares.get(cooperation.account, ())
        if not shares:
            continue
        amounts = _by_payer(shares)
        for name, amount in amounts.items():
            columns[name] += amount
        total = sum(amounts.values(), Decimal(0))
        posted = _posted(year, cooperation)
        posted_in_all += posted
        cells = tuple(_share(cooperation, p, amounts) for p in payers)
        rows.append(
            MatrixRow(
                cooperation.slug,
                cooperation.title,
                cells,
                figure(total, f"side-{cooperation.slug}"),
                figure(posted - total, CONTROL),
            )
        )
    everything = sum(columns.values(), Decimal(0))
    return Matrix(
        payers=tuple((payer.slug, payer.name) for payer in payers),
        rows=tuple(rows),
        totals=tuple(figure(columns[p.name], f"kommune-{p.slug}") for p in payers),
        total=figure(everything, CONTROL),
        control=figure(posted_in_all - everything, CONTROL),
    )


def debts(year: Year) -> tuple[Debt, ...]:
    """What each payer owes in all; its own share as host is no claim."""
    shares = [share for rows in year.shares.values() for share in rows]
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
    for payer in _payers(year):
        ours = [share for share in shares if share.municipality == payer.name]
        total = _sum(ours)
        internal = _sum([share for share in ours if share.internal])
        later = _sum([share for share in ours if share.due and not share.internal])
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
                internal=figure(internal or None, column),
                at_project_end=figure(later or None, column),
                to_others=figure(total - internal - later, column),
                fund=figure(sum(owned, Decimal(0)) if owned else None, column),
                inhabitants=people,
                per_inhabitant=_divided(total, people) if people else None,
            )
        )
    return tuple(rows)


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


def _payers(year: Year) -> tuple[Payer, ...]:
    """The municipalities, and the others that are charged this year."""
    charged = {s.municipality for rows in year.shares.values() for s in rows}
    others = [p for p in year.agreement.parties.values() if p.name in charged]
    return (*year.agreement.municipalities.values(), *others)


def _by_payer(shares: Sequence[Share]) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for share in shares:
        amounts[share.municipality] += share.amount
    return amounts


def _share(
    cooperation: Cooperation, payer: Payer, amounts: Mapping[str, Decimal]
) -> Cell:
    if payer.name not in amounts:
        return BLANK
    return figure(amounts[payer.name], f"andel-{cooperation.slug}-{payer.slug}")


def _posted(year: Year, cooperation: Cooperation) -> Decimal:
    """What stands on the accounts of the contributions, whoever wrote it there."""
    ours = [
        line
        for line in year.lines.get(cooperation.account, ())
        if line.kind is Kind.MUNICIPAL_SUPPORT
    ]
    return figures.total(ours, year.currency)[1] or Decimal(0)


def _sum(shares: Sequence[Share]) -> Decimal:
    return sum((share.amount for share in shares), Decimal(0))


def _divided(amount: Decimal, people: int) -> Decimal:
    """Kroner per inhabitant, rounded to whole øre; it is shown, never added."""
    return rounded(Fraction(amount) / people)
