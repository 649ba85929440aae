"""Where each grant of a cooperation stands (*tilskudd*), year by year and so far.

Earned, received, receivable and unused stand here always: what nobody states is said to
be not stated, which is not zero.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import OF_ONE_DAY
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import deadlines
from fellesbok.grants.detail_tables import terms_texts
from fellesbok.grants.tables import figures_table
from fellesbok.messages import Text
from fellesbok.report.anchors import always
from fellesbok.report.noted_table import Panel
from fellesbok.report.noted_table import panel_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.grants.standing import GrantYear
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources


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
    href = _sources(year, grant, years, sources)
    return replace(
        panel_of(table, always(href)),
        notes=(*notes, table.note),
        remarks=tuple(_remarks(year, grant)),
    )


def _sources(
    year: Year, grant: Grant, years: Sequence[GrantYear], sources: Sources
) -> str:
    """Where the figures stand in the books."""
    drawn = [drawing for row in years for drawing in row.drawings]
    amounts = [
        (drawing.voucher, amount)
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
    if not found:
        return None
    table = deadlines_table(found, year.agreement, year.position.day)
    return panel_of(
        table.narrowed(OF_ONE_DAY),
        always(""),
        title=Text("Frister for tilskudd"),
        notes=(Text("Regnet fra {day}.", day=year.position.day),),
    )
