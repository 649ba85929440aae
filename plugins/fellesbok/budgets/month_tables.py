"""The costs of a year month by month as a table, beside the budget of the year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import values

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.budgets.by_month import Months

NAME = "maaneder"
MONTH = Column(Text("Måned"), name="month")
POSTED = Column(Text("Ført i måneden"), values.Kind.MONEY, "posted")
SO_FAR = Column(Text("Ført hittil i året"), values.Kind.MONEY, "posted_so_far")
PLANNED = Column(Text("Budsjett hittil i året"), values.Kind.MONEY, "planned_so_far")
OF_BUDGET = Column(Text("Prosent av budsjettet"), values.Kind.PERCENT, "of_budget")

NAMES = (
    Text("januar"),
    Text("februar"),
    Text("mars"),
    Text("april"),
    Text("mai"),
    Text("juni"),
    Text("juli"),
    Text("august"),
    Text("september"),
    Text("oktober"),
    Text("november"),
    Text("desember"),
)


def months_table(found: Months | None) -> list[Table]:
    """A line a month, what it adds, and how far the year has come; none or one."""
    if found is None:
        return []
    lines = tuple(
        Line(
            (
                Cell(NAMES[month.number - 1]),
                Cell(month.amount),
                Cell(month.so_far),
                Cell(found.planned[month.number - 1] if found.planned else None),
                _part(month.so_far, found.budget),
            )
        )
        for month in found.months
    )
    table = Table(
        NAME,
        Text("Kostnadene måned for måned, {year}, kroner", year=found.year),
        (MONTH, POSTED, SO_FAR, PLANNED, OF_BUDGET),
        lines,
        _note(found),
    )
    return [table.where_used([PLANNED.name])]


def _note(found: Months) -> Text:
    if found.planned:
        return Text(
            "Måneden er den som bilaget er ført i. Budsjettet er det som er vedtatt for"
            " månedene og kvartalene til og med måneden; prosenten er av hele året."
        )
    return Text(
        "Måneden er den som bilaget er ført i. Budsjettet gjelder hele året og"
        " er ikke fordelt på måneder."
    )


def _part(so_far: Decimal, budget: Decimal | None) -> Cell:
    """How much of the year's budget that is; blank where there is none."""
    if not budget or budget < 0:
        return BLANK
    return Cell(percent_of(Fraction(so_far) / Fraction(budget)))
