"""How budget beside accounts is shown: four cells, why one is blank, and the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.lint.remark import UNITS
from fellesbok.messages import Text
from fellesbok.tables.values import HIDDEN
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind

if TYPE_CHECKING:
    from fellesbok.web.budget.pairs import Amount
    from fellesbok.web.budget.pairs import Pair
    from fellesbok.web.budget.rows import BudgetYear

FIGURES = (
    Column(Text("Budsjett"), kind=Kind.MONEY),
    Column(Text("Regnskap"), kind=Kind.MONEY),
    Column(Text("Avvik"), kind=Kind.MONEY),
    Column(Text("Avvik %"), kind=Kind.MONEY),
)
NO_BUDGET = Text("ikke budsjettert")
NOT_POSTED = Text("ikke ført")


def figures(
    pair: Pair,
    *,
    budget: str = "",
    accounts: str = "",
    no_budget: Text = NO_BUDGET,
    not_posted: Text = NOT_POSTED,
) -> tuple[Cell, Cell, Cell, Cell]:
    """Budget, accounts, and the variance in kroner and in per cent.

    Args:
        pair: The figures.
        budget: Where the budget leads.
        accounts: Where the accounts lead.
        no_budget: What a blank budget means.
        not_posted: What blank accounts mean.
    """
    return (
        _cell(pair.budget, budget, no_budget),
        _cell(pair.accounts, accounts, not_posted),
        Cell(pair.variance),
        Cell(pair.percent),
    )


def _cell(amount: Amount, href: str, blank: Text) -> Cell:
    if amount.shown is None:
        return HIDDEN if amount.is_hidden else Cell(None, note=blank)
    note = Text("filteret skjuler en del") if amount.is_hidden else ""
    return Cell(amount.shown, href, note)


def unit_of(currency: str) -> Text:
    """What is counted: kroner, or what the ending of the commodity says they are."""
    known = UNITS.get(currency.partition(".")[2])
    return known or Text("{currency}", currency=currency)


def note_of(found: BudgetYear) -> Text:
    """How the figures are to be read."""
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
    return Text(
        "Avvik over null er bra for dem som betaler: lavere kostnad eller høyere"
        " inntekt enn budsjettert. Ikke budsjettert er ikke det samme som 0. Avviket i"
        " en sum er av det som har både budsjett og regnskap."
    )
