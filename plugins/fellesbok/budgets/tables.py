"""Budget beside accounts as tables (*budsjett og regnskap*): costs, income and others.

A blank is no zero: a cell without a figure says whether nothing is budgeted, nothing is
posted, or the filters hide it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.naming import KINDS
from fellesbok.budgets.records import all_together
from fellesbok.budgets.records import by_cooperation
from fellesbok.budgets.units import unit_of
from fellesbok.budgets.variances import summed
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import sentences
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import values
from fellesbok.tables.values import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.budgets.records import BudgetLine
    from fellesbok.budgets.records import BudgetYear
    from fellesbok.budgets.variances import Amount
    from fellesbok.budgets.variances import InAll
    from fellesbok.budgets.variances import Pair
    from fellesbok.tables.targets import Target

KIND = Column(Text("Slag"), name="kind")
UNIT = Column(Text("Enhet"), name="unit")
BUDGET = Column(Text("Budsjett"), values.Kind.MONEY, "budget")
ACCOUNTS = Column(Text("Regnskap"), values.Kind.MONEY, "accounts")
VARIANCE = Column(Text("Avvik"), values.Kind.MONEY, "variance")
VARIANCE_PERCENT = Column(Text("Avvik %"), values.Kind.PERCENT, "variance_percent")
FIGURES = (BUDGET, ACCOUNTS, VARIANCE, VARIANCE_PERCENT)
WITHOUT_COLUMN = Column(Text("Uten kolonne"), values.Kind.MONEY, "without_column")
"""What is of the year, and nobody says whether of the budget or of the accounts."""

BUDGET_SHARE = Column(Text("Andel av budsjett"), values.Kind.MONEY, "budget_share")
SUM_OF_COOPERATIONS = Column(
    Text("Sum, interkommunale samarbeid"), values.Kind.MONEY, "sum_of_cooperations"
)
SUM_OF_PROJECTS = Column(Text("Sum, prosjekt"), values.Kind.MONEY, "sum_of_projects")
CALCULATED_SUM = Column(
    Text("Sum, beregnet etter nøkkelen"), values.Kind.MONEY, "calculated_sum"
)
STATED_SUM = Column(Text("Oppgitt sum"), values.Kind.MONEY, "stated_sum")
AS_REPORTED = Column(Text("Oppgitt i rapporten"), values.Kind.MONEY, "as_reported")
FINANCING_LESS_COST = Column(
    Text("Finansiering mindre kostnad"), values.Kind.MONEY, "financing_less_cost"
)
"""What stands as a line of the two-column table, beside its own lines."""


VARIANCE_TOLD = Text(
    "Avvik over null er bra for dem som betaler: lavere kostnad eller høyere inntekt"
    " enn budsjettert. Ikke budsjettert er ikke det samme som 0."
)
OTHER_DAYS = Text(
    "Der budsjettet gjelder dager etter året, eller ingen har sagt hvilke dager, vises"
    " ikke noe avvik."
)
NO_BUDGET = Text("ikke budsjettert")
NOT_POSTED = Text("ikke ført")


def costs_table(found: BudgetYear, agreement: Agreement) -> list[Table]:
    """The cost of every cooperation in kroner of the year; none or one."""
    title = Text(
        "Kostnader, budsjett og regnskap, {period}, kroner", period=found.period
    )
    return _by_cooperation("kostnader", title, COSTS, found, agreement)


def income_table(found: BudgetYear, agreement: Agreement) -> list[Table]:
    """Grants and own income in kroner of the year; none or one."""
    title = Text("Tilskudd og egeninntekt, {period}, kroner", period=found.period)
    kinds = (Kind.GRANT, Kind.OWN_INCOME)
    return _by_cooperation("inntekter", title, kinds, found, agreement)


def others_table(found: BudgetYear, agreement: Agreement) -> list[Table]:
    """What is not kroner of the year, which is never added to what is; none or one."""
    rows = [n for n in found.lines if n.line.currency != agreement.currency]
    lines = []
    for (account, kind, currency), group in groupby(
        rows, key=lambda n: (n.line.cooperation, n.line.kind, n.line.currency)
    ):
        cooperation = agreement.cooperation_by_account[account]
        page = page_of(cooperation)
        cells = figures(summed(n.pair for n in group), budget=page, accounts=page)
        lines.append(
            Line((Cell(cooperation.title, page), *what_of(kind, currency), *cells))
        )
    if not lines:
        return []
    told = Text("De legges ikke sammen med årets kroner, og ikke med hverandre.")
    is_comparable = all(n.line.is_comparable for n in rows)
    return [
        Table(
            "andre-tall",
            Text("Tall som ikke er årets kroner, {period}", period=found.period),
            (COOPERATION, KIND, UNIT, *FIGURES),
            tuple(lines),
            told if is_comparable else sentences([told, OTHER_DAYS]),
        )
    ]


def figures(
    pair: Pair,
    *,
    budget: Target | None = None,
    accounts: Target | None = None,
    no_budget: Text = NO_BUDGET,
    not_posted: Text = NOT_POSTED,
) -> tuple[Cell, Cell, Cell, Cell]:
    """Budget, accounts, and the variance in kroner and in per cent: ``FIGURES``.

    Args:
        pair: The figures.
        budget: What the budget leads to.
        accounts: What the accounts lead to.
        no_budget: What a blank budget means.
        not_posted: What blank accounts mean.
    """
    return (
        _cell(pair.budget, budget, no_budget),
        _cell(pair.accounts, accounts, not_posted),
        Cell(pair.variance),
        Cell(pair.percent),
    )


def note_of(found: BudgetYear, told: str, *, is_comparable: bool) -> str:
    """How the figures are to be read.

    Args:
        found: The year.
        told: The same for a whole year of which nothing is hidden.
        is_comparable: Whether every budget shown is for the days of the year alone.
    """
    if found.is_hidden:
        return Text(
            "Filteret skjuler noe. Summene er bare av det som vises, og avvik vises"
            " bare der ingenting er skjult."
        )
    if not found.whole_year:
        return Text(
            "Budsjettet gjelder hele {year}, og regnskapet bare perioden. Avvik vises"
            " bare når perioden er et helt år.",
            year=found.year,
        )
    return sentences([told, *(() if is_comparable else (OTHER_DAYS,))])


def page_of(cooperation: Cooperation) -> Target:
    """Budget beside accounts of one cooperation."""
    return targets.Page("Budsjett", (("samarbeid", cooperation.slug),))


def _by_cooperation(
    name: str,
    title: Text,
    kinds: Collection[Kind],
    found: BudgetYear,
    agreement: Agreement,
) -> list[Table]:
    """Some kinds in kroner, a line for each cooperation, and the sum."""
    rows = [
        n
        for n in found.lines
        if n.line.kind in kinds and n.line.currency == agreement.currency
    ]
    if not rows:
        return []
    groups = by_cooperation(rows, whole_year=found.whole_year)
    lines = [
        _cooperation(agreement.cooperation_by_account[account], group, pair, found)
        for account, group, pair in groups
    ]
    total = all_together(rows, whole_year=found.whole_year)
    lines.append(Line((Cell(SUM), *figures_in_all(total)), role="total"))
    columns = (COOPERATION, *FIGURES)
    told = not_in_sum(
        (agreement.cooperation_by_account[account].title, pair.budget.shown)
        for account, group, pair in groups
        if not all(n.line.is_of_year for n in group)
    )
    note = sentences([note_of_lines(found, rows), *told, *variance_of_some(total)])
    return [Table(name, title, columns, tuple(lines), note)]


def figures_in_all(total: InAll) -> tuple[Cell, Cell, Cell, Cell]:
    """Sums of cooperations, each with how many it is of where that is not all."""
    none = count_of(0, total.of) if total.other_days else NO_BUDGET
    budget, accounts, variance, percent = figures(total.pair, no_budget=none)
    return (
        counted(budget, total.budgets, total.of),
        counted(accounts, total.accounts, total.of),
        counted(variance, total.variances, total.of),
        percent,
    )


def count_of(part: int, whole: int) -> Text:
    """How many of the cooperations a sum is of."""
    return Text("{part} av {whole}", part=part, whole=whole)


def variance_of_some(total: InAll) -> list[Text]:
    """That a variance is of some of the cooperations alone, where it is."""
    if total.pair.variance is None or total.is_of_all:
        return []
    return [
        Text(
            "Avviket i summen er summen av avvikene over, for {part} av {whole}"
            " samarbeid, og ikke forskjellen mellom de to summene ved siden av.",
            part=total.variances,
            whole=total.of,
        )
    ]


def not_in_sum(left: Iterable[tuple[str, Decimal | None]]) -> list[Text]:
    """What the sums of budgets leave out, by name and kroner; nothing where none is."""
    named = [
        name if amount is None else Text("{name} {amount} kr", name=name, amount=amount)
        for name, amount in left
    ]
    if not named:
        return []
    return [
        Text(
            "Ikke med i summen, fordi budsjettet gjelder andre dager enn årets eller"
            " dager som ikke er oppgitt: {left}.",
            left=joined(named),
        )
    ]


def counted(cell: Cell, part: int, whole: int) -> Cell:
    """A sum with how many it is of, where that is not all."""
    if cell.value is None or part == whole:
        return cell
    told = count_of(part, whole)
    return replace(cell, note=joined([cell.note, told], "; ") if cell.note else told)


def note_of_lines(found: BudgetYear, rows: Sequence[BudgetLine]) -> str:
    """How the figures of some accounts are to be read."""
    is_comparable = all(n.line.is_comparable for n in rows)
    return note_of(found, VARIANCE_TOLD, is_comparable=is_comparable)


def _cooperation(
    cooperation: Cooperation, rows: Sequence[BudgetLine], pair: Pair, found: BudgetYear
) -> Line:
    """One cooperation; its accounts lead to the account, or to its own page."""
    page = posted = page_of(cooperation)
    if len(rows) == 1:
        posted = targets.Account(rows[0].line.account, found.period)
    elif rows[0].line.is_cost:
        posted = targets.Account(f"Expenses:{cooperation.account}", found.period)
    cells = figures(pair, budget=page, accounts=posted)
    return Line((Cell(cooperation.title, page), *cells))


def what_of(kind: Kind, currency: str) -> tuple[Cell, Cell]:
    """What is shown, and in what it is counted: ``KIND`` and ``UNIT``."""
    return Cell(KINDS[kind]), Cell(unit_of(currency))


def _cell(amount: Amount, leads_to: Target | None, blank: Text) -> Cell:
    if amount.shown is None:
        return HIDDEN if amount.is_hidden else Cell(None, note=blank)
    note = Text("filteret skjuler en del") if amount.is_hidden else ""
    return Cell(amount.shown, leads_to, note)
