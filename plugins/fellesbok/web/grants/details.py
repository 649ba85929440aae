"""One grant as tables: its years, deadlines, drawings, terms and what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import Unused
from fellesbok.agreement.titles import percent
from fellesbok.grants.own_shares import own_share
from fellesbok.messages import Text
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.agreements.tables import assumed
from fellesbok.web.agreements.tables import effect_of
from fellesbok.web.grants.rows import NOT_STATED
from fellesbok.web.grants.tables import stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement.grant_terms import Commitment
    from fellesbok.grants.drawings import Drawing
    from fellesbok.grants.standing import GrantYear
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.grants.rows import GrantRow

UNUSED = {
    Unused.RESTRICTED_FUND: Text("settes på bundet fond"),
    Unused.OWED_TO_GRANTOR: Text("skyldes tilskuddsgiver"),
    Unused.NOT_STATED: NOT_STATED,
}
OWN_KINDS = {
    OwnKind.CASH: Text("penger"),
    OwnKind.IN_KIND: Text("egeninnsats"),
    OwnKind.EITHER: Text("penger eller egeninnsats"),
    None: NOT_STATED,
}


def years_table(row: GrantRow) -> list[Table]:
    """What each year adds, and where the grant stands at its end; none or one."""
    if not row.years:
        return []
    return [
        Table(
            "aar",
            Text("År for år, kroner"),
            (
                Column(Text("År")),
                Column(Text("Overført"), kind=Kind.MONEY),
                Column(Text("Tilsagn i året"), kind=Kind.MONEY),
                Column(Text("Til rådighet"), kind=Kind.MONEY),
                Column(Text("Opptjent i året"), kind=Kind.MONEY),
                Column(Text("Mottatt i året"), kind=Kind.MONEY),
                Column(Text("Opptjent hittil"), kind=Kind.MONEY),
                Column(Text("Mottatt hittil"), kind=Kind.MONEY),
                Column(Text("Til gode"), kind=Kind.MONEY),
                Column(Text("Ubrukt"), kind=Kind.MONEY),
                Column(Text("Igjen"), kind=Kind.MONEY),
            ),
            tuple(_year(year) for year in row.years),
            Text(
                "Igjen er det som er til rådighet og ikke opptjent; det overføres til"
                " neste år. Det siste året er vist til og med {day}.",
                day=row.day,
            ),
        )
    ]


def _year(year: GrantYear) -> Line:
    """A year; what is first in the books has nothing carried over."""
    stand = year.stand
    carried = BLANK if year.carried_over is None else Cell(year.carried_over)
    return Line(
        (
            Cell(year.year),
            carried,
            stated(year.committed),
            stated(year.available),
            stated(year.earned),
            stated(year.received),
            stated(stand.earned),
            stated(stand.received),
            stated(stand.receivable),
            stated(stand.unused),
            stated(stand.left),
        )
    )


def drawings_table(row: GrantRow, asked: Asked) -> list[Table]:
    """Every transaction that the figures rest on; none or one."""
    found = [drawing for year in row.years for drawing in year.drawings]
    if not found:
        return []
    return [
        Table(
            "bevegelser",
            Text("Bilagene bak tallene, kroner"),
            (
                Column(Text("Dato")),
                Column(Text("Hva")),
                Column(Text("Opptjent"), kind=Kind.MONEY),
                Column(Text("Mottatt"), kind=Kind.MONEY),
            ),
            tuple(_drawing(drawing, asked) for drawing in found),
        )
    ]


def _drawing(drawing: Drawing, asked: Asked) -> Line:
    href = asked.links.entry(drawing.entry)
    said = [drawing.entry.payee, drawing.entry.narration]
    return Line(
        (
            Cell(Text("{day}", day=drawing.day), href),
            Cell(" – ".join(word for word in said if word)),
            _or_blank(drawing.earned),
            _or_blank(drawing.received),
        )
    )


def _or_blank(amount: Decimal | None) -> Cell:
    return BLANK if not amount else Cell(amount)


def terms_table(row: GrantRow, asked: Asked) -> Table:
    """What was promised on which terms, each with where it stands."""
    place = asked.links.source(*row.grant.place)
    return Table(
        "vilkaar",
        Text("Vilkår"),
        (Column(Text("Hva")), Column(Text("Vilkår")), Column(Text("Kilde"))),
        tuple(
            Line((Cell(what), Cell(said), Cell(source, place)))
            for what, said, source in _terms(row, asked)
        ),
    )


def _terms(row: GrantRow, asked: Asked) -> Iterator[tuple[Text, str, str]]:
    grant, source = row.grant, row.grant.source
    yield Text("Formål"), grant.purpose or NOT_STATED, source
    if not grant.commitments:
        yield Text("Tilsagn"), NOT_STATED, source
    for promise in grant.commitments:
        yield Text("Tilsagn"), _promised(promise), promise.source
    if grant.cap is not None:
        yield from _cap_terms(row)
    own = own_share(asked.all_entries, asked.shared.agreement, row.stand)
    if grant.own_financing is not None and own is not None:
        said = Text(
            "{put_in} kr er skutt inn; kravet er nå {required} kr ({kind})",
            put_in=own.put_in,
            required=own.required,
            kind=OWN_KINDS[grant.own_financing.kind],
        )
        yield Text("Egenfinansiering"), said, source
    yield Text("Ubrukte midler"), UNUSED[grant.unused], source


def _promised(promise: Commitment) -> Text:
    if promise.day is None:
        return Text("{amount} kr, uten oppgitt dato", amount=promise.amount)
    return Text("{amount} kr, {day}", amount=promise.amount, day=promise.day)


def _cap_terms(row: GrantRow) -> Iterator[tuple[Text, str, str]]:
    """The cap as it is stated, by rate, by amount or by both."""
    grant = row.grant
    if grant.cap is None:
        return
    if grant.cap.rate is not None:
        said = Text("{rate} av tilsagnet", rate=percent(grant.cap.rate))
        yield Text("Tak før sluttrapport, sats"), said, grant.source
    if grant.cap.stated is not None:
        said = Text("{amount} kr", amount=grant.cap.stated)
        yield Text("Tak før sluttrapport, beløp"), said, grant.source


def assumptions_table(row: GrantRow, asked: Asked) -> tuple[Table, ...]:
    """What the source does not say, and what was assumed; none or one."""
    path, _ = row.grant.place
    cooperation = asked.shared.agreement.cooperations[row.grant.cooperation]
    return assumed(
        (
            assumption,
            asked.links.source(path, assumption.line),
            effect_of(assumption, asked, cooperation),
        )
        for assumption in row.grant.assumptions
    )
