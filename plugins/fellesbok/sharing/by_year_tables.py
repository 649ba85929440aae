"""Kroner per inhabitant over the years as tables: of all payers, and of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.messages import Text
from fellesbok.sharing.matrix_tables import INHABITANTS
from fellesbok.sharing.matrix_tables import PER_INHABITANT
from fellesbok.sharing.tables import PAYER
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.sharing.by_year import PayerYear

YEAR = Column(Text("År"), name="year")
OVER_YEARS = Text("Andeler per innbygger over årene, kroner")
NAME = "innbygger-over-aar"


def years_of_all_table(found: Sequence[PayerYear], agreement: Agreement) -> list[Table]:
    """A line a payer, a column a year; none or one."""
    if not found:
        return []
    years = sorted({each.year for each in found})
    payers = {each.payer.slug: each.payer for each in found}
    known = {(each.payer.slug, each.year): each for each in found}
    lines = []
    for slug, payer in payers.items():
        cells = [_each(known.get((slug, year)), payer) for year in years]
        lines.append(Line((Cell(payer.name), *cells)))
    columns = (Column(str(year), Kind.MONEY, f"per_{year}") for year in years)
    return [Table(NAME, OVER_YEARS, (PAYER, *columns), tuple(lines), _note(agreement))]


def years_of_one_table(found: Sequence[PayerYear], agreement: Agreement) -> list[Table]:
    """A line a year, for one payer; none or one."""
    lines = tuple(
        Line(
            (
                Cell(str(each.year)),
                Cell(each.amount, _page(each.payer, each.year)),
                Cell(int(each.people)),
                Cell(each.each),
            )
        )
        for each in found
    )
    if not lines:
        return []
    columns = (YEAR, TOTAL, INHABITANTS, PER_INHABITANT)
    return [Table(NAME, OVER_YEARS, columns, lines, _note(agreement))]


def _each(found: PayerYear | None, payer: Payer) -> Cell:
    if found is None:
        return BLANK
    return Cell(found.each, _page(payer, found.year))


def _page(payer: Payer, year: int) -> Statement:
    return Statement(payer.slug, str(year))


def _note(agreement: Agreement) -> Text:
    series = agreement.statistics[POPULATION]
    return Text(
        "Andelene slik de ble belastet for året, delt på folketallet 1. januar samme"
        " år: {title}, {source}. Beløpene per innbygger er avrundet til hele øre og"
        " skal ikke summeres.",
        title=series.title,
        source=series.source,
    )
