"""Where each grant of a cooperation stands (*tilskudd*), year by year and so far.

Earned, received, receivable and unused stand here always: what nobody states is said to
be not stated, which is not zero.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import deadlines
from fellesbok.grants.details import deadlines_table
from fellesbok.grants.details import terms_texts
from fellesbok.grants.tables import figures_table
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.model import NOT_STATED
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.model import Cooperation
    from fellesbok.grants.standing import GrantYear
    from fellesbok.report.cell import Cell
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources
    from fellesbok.tables.values import Table
    from fellesbok.tables.values import Value


def grant_panels(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Iterator[Panel]:
    """A table for each grant of which the books hold something, or that is urgent."""
    warned = {w.grant.slug for w in year.position.warnings if w.day is None}
    for grant in year.agreement.grants.values():
        years = year.position.grants.get(grant.slug, ())
        if grant.cooperation == cooperation.slug and (years or grant.slug in warned):
            yield _panel(year, grant, years, sources)


def _panel(
    year: Year, grant: Grant, years: Sequence[GrantYear], sources: Sources
) -> Panel:
    table = figures_table(years, year.position.stands[grant.slug], year.agreement)
    unit = year.unit(grant.commodity)
    notes = (*terms_texts(grant, year.agreement), *((unit,) if unit else ()))
    return replace(
        _panel_of(table, _sources(year, grant, years, sources)),
        notes=(*notes, table.note),
        remarks=tuple(_remarks(year, grant)),
    )


def _panel_of(table: Table, href: str) -> Panel:
    """A table as the report has it; all its figures stand in one place of the books."""
    texts = [n for n, column in enumerate(table.columns) if not column.kind.is_number]
    figures = [n for n in range(len(table.columns)) if n not in texts]
    return Panel(
        anchor=table.name,
        title=table.title,
        texts=tuple(table.columns[n].title for n in texts),
        figures=tuple(table.columns[n].title for n in figures),
        rows=tuple(
            PanelRow(
                tuple(line.cells[n].value for n in texts),
                tuple(_figure(line.cells[n].value, href) for n in figures),
            )
            for line in table.lines
        ),
        notes=(table.note,),
    )


def _figure(value: Value, href: str) -> Cell:
    return figure(value, href) if isinstance(value, Decimal | None) else NOT_STATED


def _sources(
    year: Year, grant: Grant, years: Sequence[GrantYear], sources: Sources
) -> str:
    """Where the figures stand in the books."""
    drawn = [drawing for row in years for drawing in row.drawings]
    amounts = [
        (drawing.entry, amount)
        for drawing in drawn
        for amount in (drawing.earned, drawing.received)
        if amount is not None
    ]
    if not amounts:
        return sources.anchor
    unit = year.unit(grant.commodity)
    return sources.add_amounts(grant.title, amounts, unit)


def _remarks(year: Year, grant: Grant) -> Iterator[Text]:
    """Warnings on the report's day, and the deadlines."""
    for warning in year.position.warnings:
        if warning.grant.slug == grant.slug and warning.day is None:
            yield warning.text
    for due in deadlines(year.agreement):
        if due.slug == grant.slug:
            yield Text(
                "Frist {day}: {what} ({state}).",
                day=due.day,
                what=due.text,
                state=due.state_on(year.position.day),
            )


def grant_deadlines(year: Year) -> Panel | None:
    """The deadlines of grants, from the first day of the year."""
    found = [d for d in deadlines(year.agreement) if d.day.year >= year.number]
    tables = deadlines_table(found, year.agreement, year.position.day)
    return _panel_of(tables[0], "") if tables else None
