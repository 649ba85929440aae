"""What every cooperation costs, who shares it and by which key (*oversikten*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import terms_of
from fellesbok.agreement.terms import sharers
from fellesbok.agreement.titles import key_title
from fellesbok.budgets import figures
from fellesbok.budgets.form_tables import MARK
from fellesbok.budgets.form_tables import figure_cell
from fellesbok.budgets.form_tables import listed
from fellesbok.budgets.marks import marks
from fellesbok.budgets.marks import marks_of_budgets
from fellesbok.budgets.tables import FIGURES
from fellesbok.budgets.tables import SUM_OF_COOPERATIONS
from fellesbok.budgets.tables import SUM_OF_PROJECTS
from fellesbok.budgets.tables import UNIT
from fellesbok.budgets.tables import count_of
from fellesbok.budgets.tables import page_of
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import Pair
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import variance_percent
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import KEY
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Agreement
from fellesbok.tables.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.budgets.form import Form

SHARED_BY = Column(Text("Hvem deler"), name="shared_by")
COLUMNS = (COOPERATION, SHARED_BY, KEY, *FIGURES, UNIT, MARK)
SUMS = {"cooperation": SUM_OF_COOPERATIONS.title, "project": SUM_OF_PROJECTS.title}
"""What the sums of cooperations and of projects are called."""


@frozen
class _Cost:
    """What a cooperation costs, and whether its budget is for days of the year."""

    form: Form
    budget: Cell
    accounts: Cell
    variance: Cell
    is_of_year: bool = True

    @property
    def in_sum(self) -> Pair:
        """What it adds to the sums: kroner of the year alone."""
        budget, accounts, off = (
            cell.value if isinstance(cell.value, Decimal) and not cell.unit else None
            for cell in (self.budget, self.accounts, self.variance)
        )
        compared = None if off is None else budget
        return Pair(Amount(budget), Amount(accounts), off, compared)


def overview_table(forms: Sequence[Form]) -> Table:
    """A line for each cooperation and then each project, with their sums."""
    kinds = [kind for kind in SUMS if any(f.cooperation.kind == kind for f in forms)]
    costs = [_cost(form) for form in forms]
    lines = []
    for kind in kinds:
        ours = [cost for cost in costs if cost.form.cooperation.kind == kind]
        lines += [_line(cost) for cost in ours]
        if len(kinds) > 1:  # of one alone the sum says nothing more than that of all
            lines.append(_sum(SUMS[kind], ours, kind))
    lines.append(_sum(SUM, costs))
    title = Text("Hvem som deler, budsjett og regnskap")
    return Table("oversikt-tabell", title, COLUMNS, tuple(lines))


def _line(cost: _Cost) -> Line:
    form, page = cost.form, page_of(cost.form.cooperation)
    cooperation = form.cooperation
    versions = terms_of(cooperation, form.year)
    percent = _percent(cost.variance, cost.budget)
    found = (cost.budget, cost.accounts, cost.variance)
    unit = next((cell.unit for cell in found if cell.unit), "")
    return Line(
        (
            Cell(cooperation.title, Agreement(cooperation.slug)),
            Cell(", ".join(sharers(versions, form.agreement)) or None),
            Cell(key_title(versions[-1].key)),
            *found,
            figure_cell(percent, page, unit),
            *listed(found),
        ),
        key=cooperation.kind,
    )


def _cost(form: Form) -> _Cost:
    """The cost of the year, else the one other thing that the costs are."""
    costs = [line for line in form.lines if line.is_cost]
    currencies = {line.currency for line in costs}
    currency = form.agreement.currency
    if currency not in currencies and len(currencies) == 1:
        (currency,) = currencies
    if form.is_missing:
        return _Cost(form, MISSING, MISSING, MISSING)
    ours = [line for line in costs if line.currency == currency]
    if not ours:
        return _Cost(form, BLANK, BLANK, BLANK)
    year, unit, page = form.year, form.unit(currency), page_of(form.cooperation)
    budget, accounts = figures.total(ours, currency)
    known = marks([v.meta for line in ours for v in line.vouchers], year)
    planned = marks_of_budgets(ours, year)
    return _Cost(
        form,
        figure_cell(budget, page, unit, planned),
        figure_cell(accounts, page, unit, known),
        figure_cell(figures.total_variance(ours), page, unit),
        all(line.is_of_year for line in ours),
    )


def _sum(label: str, costs: Sequence[_Cost], key: str = "") -> Line:
    """The costs added up, each column marked with how many have such a figure."""
    total = in_all((cost.in_sum, cost.is_of_year) for cost in costs)
    pair = total.pair
    found = [
        Cell(amount, marks=(count_of(part, total.of),))
        for amount, part in (
            (pair.budget.shown, total.budgets),
            (pair.accounts.shown, total.accounts),
            (pair.variance, total.variances),
        )
    ]
    known = Cell(joined([mark for cell in found for mark in cell.marks], "; "))
    cells = (*found, figure_cell(pair.percent), BLANK, known)
    return Line((Cell(label), BLANK, BLANK, *cells), "total", key)


def _percent(variance: Cell, budget: Cell) -> Decimal | None:
    off, planned = variance.value, budget.value
    if not isinstance(off, Decimal) or not isinstance(planned, Decimal):
        return None
    return variance_percent(off, planned)
