"""Where each grant of a cooperation stands (*tilskudd*), year by year and so far.

Earned, received, receivable and unused stand here always: what nobody states is said to
be not stated, which is not zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import deadlines
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import Unused
from fellesbok.agreement.titles import percent
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.model import NOT_STATED
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.model import Cooperation
    from fellesbok.grants.standing import GrantYear
    from fellesbok.report.cell import Cell
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

FIGURES = (
    ("carried_over", Text("Overført fra året før")),
    ("new", Text("Nytt i året")),
    ("committed", Text("Tilsagn")),
    ("available", Text("Til rådighet")),
    ("earned", Text("Opptjent av kostnader")),
    ("received", Text("Mottatt")),
    ("receivable", Text("Til gode: opptjent, ikke kommet")),
    ("unused", Text("Ubrukt: kommet, ikke opptjent")),
    ("left", Text("Igjen av det som er til rådighet")),
    ("cap", Text("Kan utbetales før sluttrapporten")),
    ("cap_by_rate", Text("Kan utbetales etter satsen i vilkårene")),
    ("not_payable", Text("Opptjent, men må vente på sluttrapporten")),
    ("not_payable_by_rate", Text("Må vente etter satsen i vilkårene")),
)
"""The figures in the order in which they are told, by their names in ``grants``."""

ALWAYS = {"earned", "received", "receivable", "unused"}
BY_RATE = {"cap_by_rate": "cap", "not_payable_by_rate": "not_payable"}
"""What stands only where the rate says something else than the stated amount."""

SPLIT = {"carried_over", "new"}
"""What of the money at hand was carried over, and what was not."""

OF_YEAR = {"carried_over", "new", "committed", "available", "earned", "received"}
AT_YEAR_END = {"receivable", "unused", "left"}

UNUSED = {
    Unused.RESTRICTED_FUND: Text("settes på bundet fond"),
    Unused.OWED_TO_GRANTOR: Text("skyldes giveren"),
    Unused.NOT_STATED: Text("ikke oppgitt"),
}
OWN_KINDS = {
    OwnKind.CASH: Text("i penger"),
    OwnKind.IN_KIND: Text("i egeninnsats"),
    OwnKind.EITHER: Text("i penger eller egeninnsats"),
    None: Text("på en måte som ikke er oppgitt"),
}


def grant_panels(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Iterator[Panel]:
    """A table for each grant of which the books hold something."""
    for grant in year.agreement.grants.values():
        years = year.position.grants.get(grant.slug, ())
        if grant.cooperation == cooperation.slug and years:
            yield _panel(year, grant, years, sources)


def _panel(
    year: Year, grant: Grant, years: Sequence[GrantYear], sources: Sources
) -> Panel:
    href = _sources(year, grant, years, sources)
    rows = []
    for name, label in FIGURES:
        amounts = [_of_year(row, name) for row in years]
        amounts.append(getattr(years[-1].stand, name, None))
        if name in BY_RATE and amounts[-1] == getattr(years[-1].stand, BY_RATE[name]):
            continue
        unsplit = name in SPLIT and any(row.is_not_split for row in years)
        if unsplit or name in ALWAYS or any(a is not None for a in amounts):
            cells = [_cell(name, amount, href) for amount in amounts]
            if unsplit:
                cells[:-1] = [
                    NOT_STATED if row.is_not_split else cell
                    for row, cell in zip(years, cells[:-1], strict=True)
                ]
            rows.append(PanelRow((label,), tuple(cells)))
    return Panel(
        anchor=f"tilskudd-{grant.slug}",
        title=grant.title,
        texts=(Text("Kroner"),),
        figures=(
            *(str(row.year) for row in years),
            Text("Hittil, {day}", day=years[-1].stand.day),
        ),
        rows=tuple(rows),
        notes=tuple(_terms(year, grant)),
        remarks=tuple(_remarks(year, grant)),
    )


def _of_year(row: GrantYear, name: str) -> Decimal | None:
    """What a year adds, or where it ends."""
    if name in OF_YEAR:
        found: Decimal | None = getattr(row, name)
        return found
    return getattr(row.stand, name) if name in AT_YEAR_END else None


def _cell(name: str, amount: Decimal | None, href: str) -> Cell:
    if amount is None and name in ALWAYS:
        return NOT_STATED
    return figure(amount, href)


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


def _terms(year: Year, grant: Grant) -> Iterator[str]:
    """Who gives it, for what, and on which terms."""
    grantor = year.agreement.payer(grant.grantor).name
    purpose = grant.purpose or Text("ikke oppgitt")
    yield Text(
        "Tilskudd fra {grantor}. Formål: {purpose}. Ubrukte midler: {unused}.",
        grantor=grantor,
        purpose=purpose,
        unused=UNUSED[grant.unused],
    )
    unit = year.unit(grant.commodity)
    if unit:
        yield unit
    own = grant.own_financing
    if own is not None and own.amount is not None:
        yield Text(
            "Kravet til egenfinansiering er {amount} kr, {kind}.",
            amount=own.amount,
            kind=OWN_KINDS[own.kind],
        )
    elif own is not None and own.rate is not None:
        yield Text(
            "Kravet til egenfinansiering er {rate} av kostnaden, {kind}.",
            rate=percent(own.rate),
            kind=OWN_KINDS[own.kind],
        )


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
