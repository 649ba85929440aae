"""What every cooperation costs, who shares it and by which key (*oversikten*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.terms import sharers
from fellesbok.agreement.terms import terms_of
from fellesbok.agreement.titles import key_title
from fellesbok.budgets import figures
from fellesbok.budgets.form_tables import MARK
from fellesbok.budgets.form_tables import figure_cell
from fellesbok.budgets.form_tables import listed
from fellesbok.budgets.marks import marks
from fellesbok.budgets.marks import marks_of_budgets
from fellesbok.budgets.periods import is_of_year
from fellesbok.budgets.tables import FIGURES
from fellesbok.budgets.tables import SUM_OF_COOPERATIONS
from fellesbok.budgets.tables import SUM_OF_PROJECTS
from fellesbok.budgets.tables import UNIT
from fellesbok.budgets.tables import page_of
from fellesbok.budgets.variances import variance_percent
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import KEY
from fellesbok.tables.targets import Agreement
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import MISSING
from fellesbok.tables.values import SUM
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import added

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

    def in_sum(self, name: str) -> Decimal | None:
        """What a column adds to the sums: kroner of the year alone."""
        cell: Cell = getattr(self, name)
        is_other = name == "budget" and not self.is_of_year
        amount = None if cell.unit or is_other else cell.value
        return amount if isinstance(amount, Decimal) else None


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
    versions = terms_of(cooperation, form.found.year)
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
    year, unit, page = form.found.year, form.unit(currency), page_of(form.cooperation)
    budget, accounts = figures.total(ours, currency)
    known = marks([v.meta for line in ours for v in line.vouchers], year)
    planned = marks_of_budgets(ours, year)
    budgets = [n.budget_line.line.meta for n in ours if n.budget_line is not None]
    return _Cost(
        form,
        figure_cell(budget, page, unit, planned),
        figure_cell(accounts, page, unit, known),
        figure_cell(figures.total_variance(ours), page, unit),
        all(is_of_year(meta, year) for meta in budgets),
    )


def _sum(label: str, costs: Sequence[_Cost], key: str = "") -> Line:
    """The costs added up, each column marked with how many have such a figure.

    There is no variance where not all that are in a sum have both: it would stand
    beside two figures that it is not the difference of.
    """
    budget, accounts = _added(costs, "budget"), _added(costs, "accounts")
    variances = [
        cost.in_sum("variance")
        for cost in costs
        if {cost.in_sum("budget"), cost.in_sum("accounts")} != {None}
    ]
    off = None if None in variances else added(variances)
    variance = figure_cell(off)
    found = (budget, accounts, variance, figure_cell(_percent(variance, budget)))
    known = Cell(joined([*budget.marks, *accounts.marks], "; "))
    return Line((Cell(label), BLANK, BLANK, *found, BLANK, known), "total", key)


def _added(costs: Sequence[_Cost], name: str) -> Cell:
    """A column added up.

    A budget for other days than the year's, or for days that nobody states, is not the
    year's, and is not in the sum.
    """
    known = [n for cost in costs if (n := cost.in_sum(name)) is not None]
    mark = Text("{part} av {whole}", part=len(known), whole=len(costs))
    return Cell(added(known), marks=(mark,))


def _percent(variance: Cell, budget: Cell) -> Decimal | None:
    off, planned = variance.value, budget.value
    if not isinstance(off, Decimal) or not isinstance(planned, Decimal):
        return None
    return variance_percent(off, planned)
